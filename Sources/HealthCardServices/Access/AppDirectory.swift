package import Foundation
package import HealthCardDomain
import Synchronization

/// Finds apps and their credentials for authentication, from memory for a second.
///
/// So a frozen app is refused everywhere within `lifeSeconds`, sooner where the database tells of changes
/// (``StorageChanges``), and a burst of requests asks the database once.
package final class AppDirectory: Sendable {
    /// How long an answer is kept, in seconds.
    package static let lifeSeconds: TimeInterval = 1
    /// How many apps are kept; a full memory starts again.
    private static let capacity = 4_096

    private struct Known {
        let filing: AppFiling
        let readAt: Date
    }

    private struct Memory {
        var known: [AppID: Known] = [:]
        /// How often it was emptied: what was read before the last time is not kept.
        var generation = 0
    }

    private let storage: any Storage
    private let ambient: Ambient
    private let memory = Mutex(Memory())

    package init(storage: any Storage, ambient: Ambient) {
        self.storage = storage
        self.ambient = ambient
    }

    /// - Throws: `AccessRefusal.callerUnknown`.
    package func filing(of id: AppID) async throws -> AppFiling {
        let now = ambient.now()
        let (known, generation) = memory.withLock { ($0.known[id], $0.generation) }
        if let known, abs(now.timeIntervalSince(known.readAt)) < Self.lifeSeconds {
            return known.filing
        }
        let filing: AppFiling? = try await storage.read(
            ahead: { store in
                _ = try store.access.app(id)
                _ = try store.access.credentials(of: id)
            }
        ) { store in
            guard let app = try store.access.app(id) else { return nil }
            return AppFiling(app: app, credentials: try store.access.credentials(of: id))
        }
        guard let filing else { throw AccessRefusal.callerUnknown }
        memory.withLock { memory in
            guard memory.generation == generation else { return }
            if memory.known.count >= Self.capacity { memory.known.removeAll() }
            memory.known[id] = Known(filing: filing, readAt: now)
        }
        return filing
    }

    /// Forgets every app: the next request of each asks the database.
    package func forget() {
        memory.withLock { memory in
            memory.known.removeAll()
            memory.generation += 1
        }
    }
}

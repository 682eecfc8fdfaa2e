package import Foundation
package import HealthCardDomain
import Synchronization

/// Finds apps and their credentials for authentication, from memory for a second.
///
/// So a frozen app is refused everywhere within `lifeSeconds`, and a burst of requests asks the database once.
package final class AppDirectory: Sendable {
    /// How long an answer is kept, in seconds.
    package static let lifeSeconds: TimeInterval = 1
    /// How many apps are kept; a full memory starts again.
    private static let capacity = 4_096

    private struct Known {
        let filing: AppFiling
        let readAt: Date
    }

    private let storage: any Storage
    private let ambient: Ambient
    private let known = Mutex<[AppID: Known]>([:])

    package init(storage: any Storage, ambient: Ambient) {
        self.storage = storage
        self.ambient = ambient
    }

    /// - Throws: `AccessRefusal.callerUnknown`.
    package func filing(of id: AppID) async throws -> AppFiling {
        let now = ambient.now()
        if let known = known.withLock({ $0[id] }), abs(now.timeIntervalSince(known.readAt)) < Self.lifeSeconds {
            return known.filing
        }
        let filing: AppFiling? = try await storage.read { store in
            guard let app = try store.access.app(id) else { return nil }
            return AppFiling(app: app, credentials: try store.access.credentials(of: id))
        }
        guard let filing else { throw AccessRefusal.callerUnknown }
        known.withLock { entries in
            if entries.count >= Self.capacity { entries.removeAll() }
            entries[id] = Known(filing: filing, readAt: now)
        }
        return filing
    }
}

package import Foundation

/// Removes one-time marks, sessions, sign-in secrets and index events whose time is long over.
package struct RetentionService: Sendable {
    /// How long a mark is kept, in seconds. A code's window is a minute and a nonce's ten, but a clock that is set back
    /// opens them again: the marks outlive every window by an hour back after a day ahead, and an hour to spare.
    package static let keepSeconds: TimeInterval = 26 * 3_600
    /// The most marks of each kind that one transaction removes.
    private static let batchLimit = 5_000
    /// The most transactions of one sweep: what is left waits for the next.
    private static let batchCount = 100

    private let storage: any Storage
    private let ambient: Ambient

    package init(storage: any Storage, ambient: Ambient) {
        self.storage = storage
        self.ambient = ambient
    }

    /// Sweeps once.
    package func sweep() async throws {
        let now = ambient.now()
        let before = now.addingTimeInterval(-Self.keepSeconds)
        for _ in 0..<Self.batchCount {
            let removed = try await storage.write { try $0.marks.purge(before: before, limit: Self.batchLimit) }
            if removed < Self.batchLimit { break }
        }
        _ = try await storage.write { try $0.signIns.purge(before: now) }
        _ = try await SubscriptionService(storage: storage).expire(
            before: now.addingTimeInterval(-SubscriptionService.keepSeconds),
            limit: Self.batchLimit * Self.batchCount
        )
    }
}

import Foundation
import HealthCardServices
import Logging
import ServiceLifecycle

/// Removes one-time marks, sessions and sign-in secrets whose time is long over.
struct Housekeeping: Service, CustomStringConvertible {
    /// Marks are kept twice as long as the widest window that they guard, in seconds.
    private static let keepSeconds: TimeInterval = 1_200
    private static let batchLimit = 5_000
    private static let pause = Duration.seconds(60)

    let storage: any Storage
    let ambient: Ambient
    let logger: Logger

    /// The name in the log. Without it the log's text would be made of everything in here.
    var description: String { "housekeeping" }

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await sweep()
                } catch {
                    logger.error("housekeeping failed", metadata: ["fault": "\(type(of: error))"])
                }
                do {
                    try await Task.sleep(for: Self.pause)
                } catch is CancellationError {
                    return
                }
            }
        }
    }

    private func sweep() async throws {
        let now = ambient.now()
        let before = now.addingTimeInterval(-Self.keepSeconds)
        _ = try await storage.write { try $0.marks.purge(before: before, limit: Self.batchLimit) }
        _ = try await storage.write { try $0.signIns.purge(before: now) }
    }
}

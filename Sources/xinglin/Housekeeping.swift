import HealthCardServices
import Logging
import ServiceLifecycle

/// Removes one-time marks, sessions and sign-in secrets whose time is long over.
struct Housekeeping: Service, CustomStringConvertible {
    private static let pause = Duration.seconds(60)

    let storage: any Storage
    let ambient: Ambient
    let logger: Logger

    /// The name in the log. Without it the log's text would be made of everything in here.
    var description: String { "housekeeping" }

    func run() async throws {
        let retention = RetentionService(storage: storage, ambient: ambient)
        try await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await retention.sweep()
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
}

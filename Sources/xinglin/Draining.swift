import HealthCardHTTP
import Logging
import ServiceLifecycle

/// The first to hear that the node shall stop: tells the readiness probe, and gives load balancers time to notice before
/// the port closes.
struct Draining: Service, CustomStringConvertible {
    let door: FrontDoor
    let seconds: Int
    let logger: Logger

    var description: String { "draining" }

    func run() async throws {
        do {
            try await gracefulShutdown()
        } catch is CancellationError {
            return
        }
        door.drain()
        logger.notice("stopping", metadata: ["drain_seconds": "\(seconds)"])
        do {
            try await Task.sleep(for: .seconds(seconds))
        } catch is CancellationError {
            return
        }
    }
}

import HealthCardServices
import Logging
import ServiceLifecycle

/// Removes one-time marks, sessions and sign-in secrets whose time is long over, and once a day makes room for the
/// coming months and drops those that the region no longer keeps. Counts the source records that came.
struct Housekeeping: Service, CustomStringConvertible {
    private static let pause = Duration.seconds(60)
    private static let roundsOfDay = 1_440

    let storage: any StorageEngine
    let limits: RecordLimits
    let ambient: Ambient
    let logger: Logger

    /// The name in the log. Without it the log's text would be made of everything in here.
    var description: String { "housekeeping" }

    func run() async throws {
        let retention = RetentionService(storage: storage, ambient: ambient)
        let tally = IndexTally(storage: storage, ambient: ambient)
        try await cancelWhenGracefulShutdown {
            var untilKeeping = 0
            while !Task.isCancelled {
                if untilKeeping == 0 { untilKeeping = await keepRecords() ? Self.roundsOfDay : 1 }
                untilKeeping -= 1
                do {
                    try await retention.sweep()
                } catch {
                    logger.error("housekeeping failed", metadata: ["fault": "\(type(of: error))"])
                }
                do {
                    try await tally.run()
                } catch {
                    logger.error("source records were not counted", metadata: ["fault": "\(type(of: error))"])
                }
                do {
                    try await Task.sleep(for: Self.pause)
                } catch is CancellationError {
                    return
                }
            }
        }
    }

    /// - Returns: whether it needs not be tried again today.
    private func keepRecords() async -> Bool {
        do {
            for (kind, count) in try await RecordService(records: storage, limits: limits, ambient: ambient).keep() {
                logger.notice(
                    "old records were dropped",
                    metadata: ["table": "\(kind.rawValue)", "count": "\(count)"]
                )
            }
            return true
        } catch {
            logger.error("no room was made for the coming months", metadata: ["fault": "\(type(of: error))"])
            return false
        }
    }
}

import Foundation
import HealthCardDomain
import HealthCardServices
import Logging
import ServiceLifecycle

/// Keeps the match model of this node as the database says, and, where it was told to, estimates a candidate every night.
/// It promotes none.
struct ModelMinder: Service, CustomStringConvertible {
    private static let pause = Duration.seconds(1)
    /// Night in China begins at this hour (+08:00).
    private static let nightHour = 2
    /// Nodes share one estimate: none is made where the newest is younger, in seconds.
    private static let leastAge: TimeInterval = 20 * 3_600
    private static let roundsBetweenLooks = 60

    let running: RunningModel
    let storage: any Storage
    let bell: Bell
    /// `nil` where nothing is estimated.
    let estimating: ModelService?
    let ambient: Ambient
    let logger: Logger

    /// The name in the log. Without it the log's text would be made of everything in here.
    var description: String { "model minder" }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            async let ticking: Void = bell.ring(every: Self.pause)
            async let nights: Void = estimate()
            var wasRead = true
            for await _ in bell.rings {
                do {
                    try await running.refresh(from: storage)
                    wasRead = true
                } catch is CancellationError {
                    return
                } catch {
                    if wasRead { logger.error("the match model cannot be read", metadata: ["fault": "\(error)"]) }
                    wasRead = false
                }
            }
            _ = await (ticking, nights)
        }
    }

    private func estimate() async {
        guard let estimating else { return }
        while !Task.isCancelled {
            do {
                try await Task.sleep(for: .seconds(Self.roundsBetweenLooks))
                guard try await isDue(estimating) else { continue }
                let made = try await estimating.estimate()
                logger.notice("a match model was estimated", metadata: ["model": "\(made.id)"])
            } catch is CancellationError {
                return
            } catch let refusal as ModelRefusal {
                logger.notice("no match model was estimated", metadata: ["refusal": "\(refusal)"])
                do { try await Task.sleep(for: .seconds(Self.leastAge)) } catch { return }
            } catch {
                logger.error("estimating a match model failed", metadata: ["fault": "\(type(of: error))"])
            }
        }
    }

    private func isDue(_ models: ModelService) async throws -> Bool {
        let now = ambient.now()
        let midnight = CivilDate(inChinaAt: now).midnightInChina
        guard Int(now.timeIntervalSince(midnight)) / 3_600 == Self.nightHour else { return false }
        let newest = try await models.all().map(\.madeAt).max()
        return newest.map { now.timeIntervalSince($0) > Self.leastAge } ?? true
    }
}

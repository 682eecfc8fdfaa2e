import Foundation
import HealthCardDomain
import HealthCardServices
import Logging
import ServiceLifecycle

/// Keeps the ring of keys as the database says, has waiting consents signed, and rotates master keys before they end.
/// Root keys are rotated by custodians only.
struct KeyMinder: Service, CustomStringConvertible {
    private static let pause = Duration.seconds(1)
    /// Master keys are replaced this many days before their end.
    private static let rotateBeforeDays = 14
    /// The nodes have a new key by then, in seconds.
    static let settling = Duration.seconds(5)
    static let custodian = OperatorID(trusted: "key-minder")
    private static let roundsBetweenRotations = 3_600

    let ring: KeyRing
    let life: KeyLifeService
    let consents: ConsentService
    let storage: any Storage
    let bell: Bell
    let logger: Logger

    /// The name in the log. Without it the log's text would be made of everything in here.
    var description: String { "key minder" }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            async let ticking: Void = bell.ring(every: Self.pause)
            var round = 0
            var wasAvailable = true
            for await _ in bell.rings {
                do {
                    try await ring.refresh(from: storage)
                    if round.isMultiple(of: Self.roundsBetweenRotations) { try await rotateDue() }
                    while try await consents.signWaiting() == ConsentService.batch {}
                    if !wasAvailable { logger.notice("the key service is back") }
                    wasAvailable = true
                } catch is CancellationError {
                    return
                } catch {
                    if wasAvailable { logger.error("keys cannot be refreshed", metadata: ["fault": "\(error)"]) }
                    wasAvailable = false
                }
                round += 1
            }
            await ticking
        }
    }

    private func rotateDue() async throws {
        for purpose in try await life.due(within: Self.rotateBeforeDays) where purpose.isRotatedByServer {
            let key = try await life.generate(purpose, by: Self.custodian)
            try await Task.sleep(for: Self.settling)
            try await life.activate(purpose, version: key.version, by: Self.custodian)
            logger.notice(
                "a master key was rotated",
                metadata: ["purpose": "\(purpose.rawValue)", "version": "\(key.version)"]
            )
        }
    }
}

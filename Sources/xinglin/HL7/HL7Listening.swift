import Foundation
import HL7v2
import HealthCardDomain
import HealthCardServices
import Logging
import MLLP
import NIOCore
import ServiceLifecycle

/// The HL7 v2 listener in the group of services. A port that is taken is said to be the listener's.
struct HL7Listening: Service, CustomStringConvertible {
    private let server: MLLPServer
    private let port: Int

    init(_ settings: HL7Settings, services: Services, logger: Logger) {
        let ambient = services.ambient
        let responder = Responder(
            index: IndexDeskPort(services: services, settings: settings),
            domains: settings.domains,
            options: settings.answering
        ) {
            AnswerStamp(time: Self.time(ambient.now()), controlID: Self.controlID(ambient.randomBytes(10)))
        }
        port = settings.listening.port
        server = MLLPServer(
            responder,
            senders: settings.filings.map(\.sender),
            options: settings.listening,
            logger: logger
        ) { port in
            logger.notice("HL7 v2 is listened for", metadata: ["port": "\(port)"])
        }
    }

    var description: String { server.description }

    func run() async throws {
        do {
            try await server.run()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw StartFault.hl7PortTaken(port)
        }
    }

    /// An instant as TS, in China's time.
    private static func time(_ instant: Date) -> String {
        let seconds = Int(instant.timeIntervalSince1970.rounded(.down)) + 8 * 3_600
        let day = CivilDate(inChinaAt: instant).compact
        let ofDay = (seconds % 86_400 + 86_400) % 86_400
        let parts = [ofDay / 3_600, ofDay / 60 % 60, ofDay % 60].map { String(String($0 + 100).dropFirst()) }
        return "\(day)\(parts.joined())+0800"
    }

    /// 20 hexadecimal digits.
    private static func controlID(_ bytes: [UInt8]) -> String {
        bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}

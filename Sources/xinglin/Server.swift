import Foundation
import HealthCardDomain
import HealthCardHTTP
import HealthCardServices
import Hummingbird
import Logging
import ServiceLifecycle
import StorageSQLite
import UnixSignals

/// The assembled platform: storage, services, surfaces. The only place that knows the adapters.
struct Server {
    let services: Services
    let storage: SQLiteStorage
    private let logger: Logger

    init(folder: URL) throws {
        storage = try SQLiteStorage(path: folder.appending(path: "xinglin.sqlite").path)
        services = Services(
            storage: storage,
            ambient: .system,
            codeKeys: try FileCodeKeys(folder: folder, ambient: .system),
            messages: NoMessages(),
            realPersonCheck: NoCheck(),
            ownRecordNumber: Region.ownRecordNumber
        )
        var logger = Logger(label: "xinglin")
        logger.logLevel = .notice
        self.logger = logger
    }

    /// Serves until SIGTERM or SIGINT, then lets running requests finish.
    func run(port: Int, onRunning: @escaping @Sendable () async -> Void) async throws {
        let router = Router(context: HealthCardRequestContext.self)
        let storage = storage
        let api = try HealthCardAPI(services: services, metrics: ServerMetrics(), isSandbox: true) {
            await storage.isReady()
        }
        api.add(to: router)
        let application = Application(
            router: router,
            configuration: .init(address: .hostname("127.0.0.1", port: port), serverName: "xinglin"),
            onServerRunning: { _ in await onRunning() },
            logger: logger
        )
        let group = ServiceGroup(
            configuration: .init(
                services: [
                    .init(service: application),
                    .init(service: Housekeeping(storage: storage, ambient: services.ambient, logger: logger)),
                ],
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: logger
            )
        )
        try await group.run()
        try await storage.close()
    }
}

struct NoMessages: MessageSender { func send(oneTimeCode: Sensitive<String>, to phone: PhoneNumber) async throws {} }
struct NoCheck: RealPersonCheck {
    let method = ProofingMethod.face
    let verifier = "x"
    func check(_ identity: ResidentIdentity) async throws -> RealPersonVerdict { .unavailable }
}

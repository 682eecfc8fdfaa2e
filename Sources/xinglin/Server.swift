import Foundation
import HealthCardDomain
import HealthCardHTTP
import HealthCardPages
import HealthCardServices
import Hummingbird
import Logging
import NIOCore
import Peers
import ServiceLifecycle
import StorageSQLite
import UnixSignals

/// The assembled platform: storage, services, surfaces. The only place that knows the adapters.
struct Server {
    let services: Services
    let storage: SQLiteStorage
    private let messages: SimulatedMessageSender
    private let logger: Logger

    init(folder: URL) throws {
        storage = try SQLiteStorage(path: folder.appending(path: "xinglin.sqlite").path)
        messages = SimulatedMessageSender(ambient: .system)
        services = Services(
            storage: storage,
            ambient: .system,
            codeKeys: try FileCodeKeys(folder: folder, ambient: .system),
            messages: messages,
            realPersonCheck: SimulatedRealPersonCheck(),
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
        let pages = try PageRoutes(
            services: services,
            sandbox: SimulatedPeers(messages: messages),
            cookiesAreSecure: false
        )
        pages.add(to: router)
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
        do {
            try await group.run()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw StartFault.portTaken(port)
        }
        try await storage.close()
    }
}

import Foundation
import HL7v2
import HealthCardDomain
import HealthCardHTTP
import HealthCardPages
import HealthCardServices
import Hummingbird
import Logging
import MLLP
import NIOCore
import Peers
import ServiceLifecycle
import UnixSignals

/// The assembled platform: keys, storage, services, surfaces. The only place that knows the adapters.
struct Server {
    let services: Services
    /// How long the requests that run may take to finish once the port is closed, in seconds.
    private static let finishSeconds = 20

    private let registry: Registry
    private let load: LoadOptions
    private let limits: RecordLimits
    private let traces: TraceWriting?
    private let hl7: HL7Settings?
    private let drainSeconds: Int
    /// Whether a model is estimated every night.
    private let estimatesNightly: Bool
    /// The simulators of a sandbox; `nil` in production.
    private let messages: SimulatedMessageSender?
    private let logger: Logger

    /// Opens the data folder. A sandbox makes its root keys at the first start; production wants them made before.
    static func open(_ options: ServerOptions) async throws -> Server {
        var logger = Logger(label: "xinglin")
        logger.logLevel = .notice
        let hl7 = try options.hl7.settings()
        let registry = try await Registry.open(options.place, creating: true)
        if try await !registry.hasRoots() {
            guard !options.place.keys.production else { throw StartFault.rootKeysMissing }
            _ = try await registry.life.generateRoots(by: nil)
        }
        try await registry.life.makeMissing(by: KeyMinder.custodian)
        try await registry.refreshKeys()
        let server = try Server(registry, options, hl7, logger: logger)
        try await server.services.models.keepReleased()
        try await server.services.running.refresh(from: registry.storage)
        if registry.chest.service.place.isSoftware, options.place.keys.production {
            logger.warning("PRODUCTION RUNS ON SOFTWARE ROOT KEYS, as --accept-software-keys says: no certified module")
        }
        return server
    }

    private init(
        _ registry: Registry,
        _ options: ServerOptions,
        _ hl7: HL7Settings?,
        logger: Logger
    ) throws {
        let isProduction = options.place.keys.production
        self.registry = registry
        self.hl7 = hl7
        load = options.load
        limits = options.records.limits
        estimatesNightly = options.estimateNightly
        drainSeconds = options.load.drainSeconds ?? (isProduction ? 5 : 0)
        self.logger = logger
        messages = isProduction ? nil : SimulatedMessageSender(ambient: .system)
        let absent = AbsentPeers()
        traces = try TraceWriting(options.spans, ambient: .system, logger: logger)
        let storage = traces.map { TracedStorage(storage: registry.storage, tracer: $0.tracer) }
        services = Services(
            storage: storage ?? registry.storage,
            ambient: .system,
            codeKeys: registry.chest.ring,
            answerKeys: registry.chest.ring,
            messages: messages ?? absent,
            realPersonCheck: isProduction ? absent : SimulatedRealPersonCheck(),
            keyLife: registry.life,
            ownRecordNumber: Region.ownRecordNumber,
            reviewRules: options.reviews.rules,
            conversionTerms: options.conversion.terms
        )
    }

    /// Serves until SIGTERM or SIGINT; then says so to the readiness probe, closes the port and lets running requests
    /// finish.
    func run(port: Int, onRunning: @escaping @Sendable () async -> Void) async throws {
        try await hl7?.requireFiled(in: services)
        let door = try FrontDoor.assembled(load, ambient: services.ambient)
        let application = Application(
            router: try router(door),
            server: door.server,
            configuration: .init(
                address: .hostname("127.0.0.1", port: port),
                serverName: "xinglin",
                backlog: 1_024,
                availableConnectionsDelegate: door.accepting(logger)
            ),
            onServerRunning: { _ in await onRunning() },
            logger: logger
        )
        let bell = Bell()
        let minder = KeyMinder(
            ring: registry.chest.ring,
            life: registry.life,
            consents: services.consents,
            storage: registry.storage,
            bell: bell,
            logger: logger
        )
        let modelBell = Bell()
        let models = ModelMinder(
            running: services.running,
            storage: registry.storage,
            bell: modelBell,
            estimating: estimatesNightly ? services.models : nil,
            ambient: services.ambient,
            logger: logger
        )
        let watch = ChangeWatch(
            storage: registry.storage,
            apps: services.apps,
            bell: bell,
            modelBell: modelBell
        )
        let housekeeping = Housekeeping(
            storage: registry.storage,
            limits: limits,
            ambient: services.ambient,
            logger: logger
        )
        // Stopped in the opposite order.
        let listening = hl7.map { HL7Listening($0, services: services, logger: logger) }
        let draining = Draining(door: door, seconds: drainSeconds, logger: logger)
        var configuration = ServiceGroupConfiguration(
            services: [
                .init(service: application), .init(service: housekeeping), .init(service: minder),
                .init(service: models),
                .init(service: watch),
            ] + (listening.map { [.init(service: $0)] } ?? []) + [.init(service: draining)],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        configuration.maximumGracefulShutdownDuration = .seconds(drainSeconds + Self.finishSeconds)
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw StartFault.portTaken(port)
        }
        await traces?.close()
        try await registry.close()
    }

    private func router(_ door: FrontDoor) throws -> Router<HealthCardRequestContext> {
        let router = Router(context: HealthCardRequestContext.self)
        let storage = registry.storage
        let api = try HealthCardAPI(
            services: services,
            metrics: ServerMetrics(
                door: door,
                storage: storage,
                index: { try? await IndexFigures(of: storage) },
                process: ProcessFigures.ofThisProcess
            ),
            isSandbox: messages != nil,
            quota: door.quota,
            tracer: traces?.tracer,
            isStopping: { door.isDraining },
            isReady: { await storage.isReady() }
        )
        api.add(to: router)
        let pages = try PageRoutes(
            services: services,
            sandbox: messages.map(SimulatedPeers.init),
            cookiesAreSecure: messages == nil
        )
        pages.add(to: router)
        return router
    }
}

import ArgumentParser
import Foundation
import HealthCardHTTP
import HealthCardServices
import Hummingbird
import Logging
import ServiceLifecycle
import StorageSQLite
import UnixSignals

/// `xinglin bench serve --memory`: the JSON surface over a made-up region in memory, to show what durability costs.
///
/// The only way to a server whose answers do not survive it. `serve` and `demo` cannot be told to do this, and this
/// command cannot open a database file.
struct BenchServe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve a made-up region from memory. NOT DURABLE: everything is gone when the process ends."
    )

    @Flag(help: "Keep the database in memory. Compulsory: a durable server is started by `xinglin serve`.")
    var memory = false

    @OptionGroup var options: ServerOptions

    func validate() throws {
        guard memory else { throw ValidationError("bench serve needs --memory; a durable server is `xinglin serve`") }
    }

    func run() async throws {
        let folder = try options.place.makeFolder()
        // The keys and secrets of this region live as long as the process; nobody else's may be replaced by them.
        guard try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty else {
            throw ValidationError("bench serve needs an empty data folder")
        }
        let chest = try await KeyChest.open(options.place.keys, folder: folder, isFresh: true)
        let storage = try SQLiteStorage.inMemory(keys: chest.ring)
        let life = chest.life(over: storage, region: options.place.keys.regionCode)
        _ = try await life.generateRoots(by: nil)
        try await chest.ring.refresh(from: storage)
        let services = Services(
            storage: storage,
            ambient: .system,
            codeKeys: try BenchCodeKeys(folder: folder),
            answerKeys: chest.ring,
            messages: AbsentPeers(),
            realPersonCheck: AbsentPeers(),
            keyLife: life,
            ownRecordNumber: Region.ownRecordNumber
        )
        let base = "http://127.0.0.1:\(options.port)"
        let region = Region(services: services)
        try await region.seed()
        try await region.writeSandboxFile(to: folder.appending(path: "sandbox.json"), base: base, links: [])
        try await serve(services, storage)
    }

    private func serve(_ services: Services, _ storage: SQLiteStorage) async throws {
        var logger = Logger(label: "xinglin.bench")
        logger.logLevel = .notice
        let router = Router(context: HealthCardRequestContext.self)
        let door = try FrontDoor.assembled(options.load, ambient: services.ambient)
        let metrics = ServerMetrics(door: door, storage: storage, process: ProcessFigures.ofThisProcess)
        let api = try HealthCardAPI(services: services, metrics: metrics, isSandbox: true, quota: door.quota) {
            await storage.isReady()
        }
        api.add(to: router)
        let label = "BENCHMARK ONLY, NOT DURABLE: \(try await storage.engineName())\n"
        let application = Application(
            router: router,
            server: door.server,
            configuration: .init(address: .hostname("127.0.0.1", port: options.port), serverName: "xinglin"),
            onServerRunning: { _ in FileHandle.standardOutput.write(Data(label.utf8)) },
            logger: logger
        )
        let housekeeping = Housekeeping(
            storage: storage,
            limits: RecordLimits(),
            ambient: services.ambient,
            logger: logger
        )
        let group = ServiceGroup(
            configuration: .init(
                services: [.init(service: application), .init(service: housekeeping)],
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: logger
            )
        )
        try await group.run()
        try await storage.close()
    }
}

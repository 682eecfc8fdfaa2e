package import HealthCardDomain
package import HealthCardServices
package import Matching
package import Storage

/// Storage in PostgreSQL, for any number of nodes.
///
/// A bounded number of connections, each with a thread of our own. `write` runs SERIALIZABLE: on SQLite there is one
/// writer, the services are written for that, and this is the level on which several writers cannot be told from one.
package final class PostgresStorage: HealthCardServices.Storage, StorageStatistics, StorageChanges {
    private let writers: JobQueue
    private let readers: JobQueue
    /// For transactions that share a commit, and for those that share a snapshot.
    private let sharedWrites: GroupThreads<SharedWrite>
    private let sharedReads: GroupThreads<SharedWrite>
    /// A connection beside the others, so that the probe never waits behind them.
    private let probe: JobQueue
    private let meter = StorageMeter()
    private let address: PostgresAddress
    private let options: PostgresOptions
    private let migrator: Migrator
    let keys: any ColumnKeys

    /// Connects, brings the schema forward and checks the server's settings. Several nodes may do so at once.
    ///
    /// - Parameters:
    ///   - keys: those of sealed columns, asked at each use.
    ///   - migrating: `false` refuses a schema that waits for migrations, instead of migrating.
    ///   - migrations: those of another release, in a test.
    /// - Throws: `StorageFault.unreachable`, `.schemaNewer`, `.schemaOlder`, `.migrationChanged`, `.settingRefused`.
    package static func open(
        _ address: PostgresAddress,
        options: PostgresOptions = PostgresOptions(),
        keys: any ColumnKeys,
        migrating: Bool = true,
        migrations: [Migration] = Migration.all
    ) async throws -> PostgresStorage {
        let migrator = Migrator(dialect: PostgresDialect(), migrations: migrations)
        let opening = JobQueue(address, .migrator, options, count: 1)
        let outcome: Result<Void, any Error>
        do {
            try await opening.run { worker in
                if options.isProduction { try worker.read { try PostgresSettings(of: $0) }.requireSafe() }
                if migrating {
                    try worker.migrate { connection in
                        for table in WriteSlot.tables { _ = try connection.execute(table, []) }
                        _ = try migrator.migrate(connection)
                    }
                } else {
                    try worker.read { try migrator.requireCurrent($0) }
                }
            }
            outcome = .success(())
        } catch {
            outcome = .failure(error)
        }
        await opening.close()
        try outcome.get()
        return PostgresStorage(address, options, migrator, keys)
    }

    /// Whether nothing was ever stored in a database: it has no schema.
    ///
    /// - Throws: `StorageFault.unreachable`.
    package static func isFresh(
        _ address: PostgresAddress,
        options: PostgresOptions = PostgresOptions()
    ) async throws -> Bool {
        let asking = JobQueue(address, .probe, options, count: 1)
        let outcome: Result<Bool, any Error>
        do {
            outcome = .success(
                try await asking.run { worker in
                    try worker.read { try $0.row(Self.schema, [])?.optionalText(0) == nil }
                }
            )
        } catch {
            outcome = .failure(error)
        }
        await asking.close()
        return try outcome.get()
    }

    private static let schema = SQLStatement("schema", "SELECT to_regclass('schema_migrations')::text")

    private init(
        _ address: PostgresAddress,
        _ options: PostgresOptions,
        _ migrator: Migrator,
        _ keys: any ColumnKeys
    ) {
        writers = JobQueue(address, .writer, options, count: options.writers, meter: meter)
        readers = JobQueue(address, .reader, options, count: options.readers, meter: meter)
        probe = JobQueue(address, .probe, options, count: 1)
        let (count, limit) = (SharedCommit.connections, SharedCommit.limit)
        sharedWrites = GroupThreads(name: "xinglin-shared-writer", count: count, limit: limit, meter: meter) {
            [meter] isClosed in
            let worker = PostgresWorker(address, .sharedWriter, options, meter, isClosing: isClosed)
            return { group in
                meter.committed(group.count)
                SharedCommit(worker: worker, keys: keys).run(group)
            }
        }
        let reading = StorageMeter()
        sharedReads = GroupThreads(name: "xinglin-shared-reader", count: count, limit: limit, meter: reading) {
            isClosed in
            let worker = PostgresWorker(address, .sharedReader, options, reading, isClosing: isClosed)
            return { SharedSnapshot(worker: worker, keys: keys).run($0) }
        }
        self.address = address
        self.options = options
        self.migrator = migrator
        self.keys = keys
    }

    deinit {
        for thread in [sharedWrites, sharedReads] { thread.close {} }
        for queue in [writers, readers, probe] { queue.close {} }
    }

    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (any Repositories) throws -> Value
    ) async throws -> Value {
        try await readers.run { [keys] worker in
            try worker.read { try body(SQLRepositories($0, keys: keys)) }
        }
    }

    package func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Repositories) throws -> Value
    ) async throws -> Value {
        try await writers.run { [keys] worker in
            try worker.write { try body(SQLRepositories($0, keys: keys)) }
        }
    }

    package func read<Value: Sendable>(
        ahead: @escaping @Sendable (any Repositories) throws -> Void,
        _ body: @escaping @Sendable (any Repositories) throws -> Value
    ) async throws -> Value {
        try await share(sharedReads, ahead, body) { [readers, keys] caller in
            try readers.submit { worker in
                caller.resume(with: Result { try worker.read { try body(SQLRepositories($0, keys: keys)) } })
            }
        }
    }

    package func write<Value: Sendable>(
        ahead: @escaping @Sendable (any Repositories) throws -> Void,
        _ body: @escaping @Sendable (any Repositories) throws -> Value
    ) async throws -> Value {
        try await share(sharedWrites, ahead, body) { [writers, keys] caller in
            try writers.submit { worker in
                caller.resume(with: Result { try worker.write { try body(SQLRepositories($0, keys: keys)) } })
            }
        }
    }

    /// Lets a transaction run with those that wait beside it.
    ///
    /// - Parameter alone: lets it run by itself.
    private func share<Value: Sendable>(
        _ thread: GroupThreads<SharedWrite>,
        _ ahead: @escaping @Sendable (any Repositories) throws -> Void,
        _ body: @escaping @Sendable (any Repositories) throws -> Value,
        alone: @escaping @Sendable (CheckedContinuation<Value, any Error>) throws -> Void
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { caller in
            let shared = SharedWrite(write: PendingWrite({ try body($0) }, caller), ahead: { try ahead($0) }) {
                do { try alone(caller) } catch { caller.resume(throwing: error) }
            }
            do throws(StorageFault) { try thread.submit(shared) } catch { caller.resume(throwing: error) }
        }
    }

    package func seal(_ identity: ResidentIdentity, as id: PersonID) throws -> SealedResident {
        try SealedResident(identity, as: id, keys: keys)
    }

    package func seal(_ fields: SourceFields, as id: SourceRecordID) throws -> SealedSourceRecord {
        try SealedSourceRecord(fields, as: id, keys: keys)
    }

    /// How many writes wait for a connection.
    package var waitingWrites: Int { writers.waitingCount + sharedWrites.waitingCount }

    /// Whether a server that takes writes answers now, and its schema is this release's.
    package func isReady() async -> Bool {
        do {
            try await probe.run { [migrator] worker in
                try worker.read({ try migrator.requireCurrent($0) }, retrying: false)
            }
            return true
        } catch {
            // Whatever is wrong, the answer to the probe is the same.
            return false
        }
    }

    /// Pools, waits and repeats of this node, and how far the standby servers are behind. Servers tell that to roles with
    /// `pg_monitor`; others see how many there are.
    package func figures() async -> StorageFigures {
        var figures = StorageFigures()
        figures.pools = [
            writers.figures(role: "writer"), readers.figures(role: "reader"),
            .init(
                role: "shared-writer",
                connections: SharedCommit.connections,
                busy: nil,
                waiting: sharedWrites.waitingCount
            ),
            .init(
                role: "shared-reader",
                connections: SharedCommit.connections,
                busy: nil,
                waiting: sharedReads.waitingCount
            ),
        ]
        figures.waits = meter.waitHistogram
        figures.groups = meter.groupHistogram
        figures.retries = meter.retries
        do {
            let lag = try await probe.run { worker in
                try worker.read(
                    { connection in
                        let row = try connection.row(StandbyLag.statement, [])
                        return try (0..<3).map { try row?.integer($0) ?? -1 }
                    },
                    retrying: false
                )
            }
            figures.standbys = Int(lag[0])
            figures.lagSeconds = lag[1] < 0 ? nil : Double(lag[1]) / 1_000
            figures.lagBytes = lag[2] < 0 ? nil : Int(lag[2])
            figures.strayRows = try await probe.run { worker in
                try worker.read({ try StrayRows.count($0) }, retrying: false)
            }
        } catch {
            // A server that is away has nothing to tell; the readiness probe says what is wrong.
        }
        return figures
    }

    /// The engine, as the console and the log name it.
    package func engineName() async throws -> String { "PostgreSQL \(try await settings().version)" }

    /// The server's settings, read from it now.
    package func settings() async throws -> PostgresSettings {
        try await readers.run { worker in try worker.read { try PostgresSettings(of: $0) } }
    }

    /// Runs a closure that changes the schema, alone of all that do so on any node, on a connection of its own.
    func alone<Value: Sendable>(_ body: @escaping @Sendable (PostgresConnection) throws -> Value) async throws -> Value
    {
        let queue = JobQueue(address, .migrator, options, count: 1)
        let outcome: Result<Value, any Error>
        do {
            outcome = .success(try await queue.run { worker in try worker.migrate(body) })
        } catch {
            outcome = .failure(error)
        }
        await queue.close()
        return try outcome.get()
    }

    /// What any node changes of what nodes hold in memory, heard on a connection of its own while the stream is read.
    package func changes() -> AsyncStream<HeldInMemory> { ChangeListener.listen(address, options) }

    /// Commits what waits and closes the connections. Later calls throw `StorageFault.closed`.
    package func close() async throws {
        // First those that may hand their work on.
        for thread in [sharedWrites, sharedReads] { await thread.close() }
        for queue in [writers, readers, probe] { await queue.close() }
    }
}

extension GroupThreads {
    fileprivate func close() async {
        await withCheckedContinuation { caller in
            close { caller.resume() }
        }
    }
}

extension JobQueue {
    /// Runs a job on a worker's thread and gives its result.
    fileprivate func run<Value: Sendable>(
        _ body: @escaping @Sendable (PostgresWorker) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { caller in
            do {
                try submit { worker in caller.resume(with: Result { try body(worker) }) }
            } catch {
                caller.resume(throwing: error)
            }
        }
    }

    fileprivate func close() async {
        await withCheckedContinuation { caller in
            close { caller.resume() }
        }
    }
}

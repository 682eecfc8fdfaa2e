import CLibSQLite
import Foundation
import GRDB
package import HealthCardDomain
package import HealthCardServices
package import Matching
package import Storage

/// Storage in one SQLite database: a file for a demo, a county or a test, memory for tests and benchmarks.
///
/// One thread of our own writes, and commits the waiting transactions as a group; readers work beside it on snapshots.
package final class SQLiteStorage: HealthCardServices.Storage, StorageStatistics {
    /// What a finished `write` has survived.
    package enum Durability: String, Sendable {
        /// A power cut: the log is on disk (`synchronous=FULL`).
        case full
        /// Nothing: the database is gone with the process. Only of a database in memory; a file is always `.full`.
        case memory
    }

    /// How long a connection waits for another process's lock.
    static let busyTimeoutMilliseconds: Int32 = 5_000
    private static let readerLimit = 4
    /// The page cache of a reading connection, in KiB.
    private static let readerCacheKibibytes = 8_192
    /// The page cache of the writing connection, in KiB: the index pages that the scans of an hour touch at random.
    private static let writerCacheKibibytes = 65_536

    /// Sets what SQLite takes for the whole process, at the first storage. Where something else in the process was
    /// first, SQLite refuses and keeps counting its memory, which costs time and nothing else.
    private static let engineSetting = xinglin_sqlite_without_memory_statistics()

    package let durability: Durability
    private let database: any DatabaseWriter
    /// `nil` in memory, where there is no log.
    private let checkpointer: Checkpointer?
    private let writer: GroupThreads<PendingWrite>
    private let meter = StorageMeter()
    private let migrator: Migrator
    private let keys: any ColumnKeys

    /// Opens a database file and brings its schema forward. The file is created, readable by its owner only, where it
    /// is missing; its folder must exist.
    ///
    /// - Parameters:
    ///   - keys: those of sealed columns, asked at each use.
    ///   - migrating: `false` refuses a schema that waits for migrations, instead of migrating.
    ///   - migrations: those of another release, in a test.
    ///   - checkpoints: shorter ones, in a test.
    ///   - longestGroup: how long transactions run that share a commit; another time in a test.
    /// - Throws: `StorageFault.schemaNewer`, `.schemaOlder`, `.migrationChanged`, `.settingRefused`, `.engine`.
    package convenience init(
        path: String,
        keys: any ColumnKeys,
        migrating: Bool = true,
        migrations: [Migration] = Migration.all,
        checkpoints: Checkpointer.Limits = Checkpointer.Limits(),
        longestGroup: Duration = GroupCommit.longest
    ) throws {
        _ = Self.engineSetting
        if !FileManager.default.fileExists(atPath: path) {
            guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
            else { throw StorageFault.settingRefused(name: "path", found: "not writable") }
        }
        let (database, checkpointer) = try Self.rethrowing {
            (
                try DatabasePool(path: path, configuration: Self.configuration()),
                try Checkpointer(path: path, limits: checkpoints)
            )
        }
        try self.init(
            database: database,
            checkpointer: checkpointer,
            durability: .full,
            keys: keys,
            migrating: migrating,
            migrator: Migrator(dialect: SQLiteDialect(), migrations: migrations),
            longestGroup: longestGroup
        )
    }

    /// A new, empty, migrated database that lives as long as this value, and that nobody else can see.
    package static func inMemory(keys: any ColumnKeys) throws -> SQLiteStorage {
        _ = engineSetting
        return try SQLiteStorage(
            database: rethrowing { try DatabaseQueue(configuration: configuration()) },
            checkpointer: nil,
            durability: .memory,
            keys: keys,
            migrating: true,
            migrator: Migrator(dialect: SQLiteDialect()),
            longestGroup: GroupCommit.longest
        )
    }

    private init(
        database: any DatabaseWriter,
        checkpointer: Checkpointer?,
        durability: Durability,
        keys: any ColumnKeys,
        migrating: Bool,
        migrator: Migrator,
        longestGroup: Duration
    ) throws {
        self.database = database
        self.checkpointer = checkpointer
        self.durability = durability
        self.keys = keys
        self.migrator = migrator
        try Self.rethrowing {
            try database.writeWithoutTransaction { database in
                // The pool sets NORMAL after it prepared the connection, so this comes last and is read back.
                try database.execute(sql: "PRAGMA synchronous = FULL")
                try SQLiteSettings(of: database).requireSafe(durability)
                checkpointer?.attach(to: database)
                let connection = SQLiteConnection(database)
                if migrating {
                    _ = try GroupCommit.alone(on: connection) { try migrator.migrate(connection) }
                } else {
                    try migrator.requireCurrent(connection)
                }
            }
        }
        let recent = RecentChanges()
        writer = GroupThreads(name: "xinglin-writer", limit: GroupCommit.limit, meter: meter) { [meter] _ in
            { group in
                var waiting = group[...]
                while !waiting.isEmpty {
                    let (count, resume) = withExtendedLifetime(checkpointer) {
                        database.writeWithoutTransaction {
                            GroupCommit.run(
                                waiting,
                                for: longestGroup,
                                on: SQLiteConnection($0),
                                keys: keys,
                                recent: recent
                            )
                        }
                    }
                    meter.committed(count)
                    resume()
                    waiting = waiting.dropFirst(count)
                }
            }
        }
    }

    deinit {
        writer.close {}
    }

    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (any Repositories) throws -> Value
    ) async throws -> Value {
        try await readConnection { [keys] in try body(SQLRepositories($0, keys: keys)) }
    }

    package func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Repositories) throws -> Value
    ) async throws -> Value {
        try await writeRows { try body($0) }
    }

    /// As `write`, for what is no repository's.
    func writeRows<Value: Sendable>(
        _ body: @escaping @Sendable (SQLRepositories) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { caller in
            let write = PendingWrite(body, caller)
            do throws(StorageFault) { try writer.submit(write) } catch { write.refuse(error) }
        }
    }

    /// One connection writes at a time, whatever process it is of.
    package var numbersEventsInOrder: Bool { true }

    package func seal(_ identity: ResidentIdentity, as id: PersonID) throws -> SealedResident {
        try SealedResident(identity, as: id, keys: keys)
    }

    package func seal(_ fields: SourceFields, as id: SourceRecordID) throws -> SealedSourceRecord {
        try SealedSourceRecord(fields, as: id, keys: keys)
    }

    /// How many writes wait for the next group: the length of the queue in front of the disk.
    package var waitingWrites: Int { writer.waitingCount }

    /// One connection writes; how busy the readers are, the library does not tell.
    package func figures() async -> StorageFigures {
        var figures = StorageFigures()
        figures.pools = [.init(role: "writer", connections: 1, busy: nil, waiting: waitingWrites)]
        figures.waits = meter.waitHistogram
        figures.groups = meter.groupHistogram
        return figures
    }

    /// Whether the database answers and its schema is this release's.
    package func isReady() async -> Bool {
        do {
            try await readConnection { [migrator] in try migrator.requireCurrent($0) }
            return true
        } catch {
            // Whatever is wrong, the answer to the probe is the same.
            return false
        }
    }

    /// The engine, as the console and the log name it.
    package func engineName() async throws -> String {
        let version = try await readConnection { connection in
            try connection.row(SQLStatement("version", "SELECT sqlite_version()"), [])?.text(0) ?? ""
        }
        return "SQLite \(version)" + (durability == .memory ? " (in memory, not durable)" : "")
    }

    /// The settings of the connection that writes, read from the database now.
    package func settings() throws -> SQLiteSettings {
        try Self.rethrowing { try database.writeWithoutTransaction { try SQLiteSettings(of: $0) } }
    }

    /// Commits what waits and closes the database. Later calls throw `StorageFault`.
    package func close() async throws {
        await withCheckedContinuation { caller in
            writer.close { caller.resume() }
        }
        try Self.rethrowing {
            try checkpointer?.close()
            try database.close()
        }
    }

    private func readConnection<Value: Sendable>(
        _ body: @escaping @Sendable (SQLiteConnection) throws -> Value
    ) async throws -> Value {
        do {
            return try await database.read { try body(SQLiteConnection($0)) }
        } catch let error as DatabaseError {
            throw SQLiteFault.fault(error)
        }
    }

    private static func rethrowing<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw SQLiteFault.fault(error)
        }
    }

    private static func configuration() -> Configuration {
        var configuration = Configuration()
        configuration.label = "xinglin"
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(Double(busyTimeoutMilliseconds) / 1_000)
        configuration.maximumReaderCount = readerLimit
        configuration.prepareDatabase { database in
            let cache = database.configuration.readonly ? readerCacheKibibytes : writerCacheKibibytes
            try database.execute(sql: "PRAGMA cache_size = -\(cache)")
            try database.execute(sql: "PRAGMA temp_store = MEMORY")
            try database.execute(sql: "PRAGMA trusted_schema = OFF")
        }
        return configuration
    }
}

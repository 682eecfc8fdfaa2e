import Foundation
import GRDB
import HealthCardDomain
import HealthCardServices
import Storage
import StorageSQLite
import TestSupport
import Testing

struct SQLiteStorageTests {
    private static let app = AppID(trusted: "app")
    private static let instant = Date(timeIntervalSince1970: 1_790_040_800)

    @Test func `a file is in WAL mode, synced in full, keeps foreign keys, and is its owner's alone`() async throws {
        let folder = try TemporaryFolder()
        let storage = try SQLiteStorage(path: folder.database, keys: TestKeys())
        _ = try await storage.write { try $0.marks.markNonce("n", of: Self.app, at: Self.instant) }
        let settings = try storage.settings()
        #expect(settings.journalMode == "wal")
        #expect(settings.synchronous == 2)
        #expect(settings.foreignKeys)
        #expect(storage.durability == .full)
        for file in [folder.database, folder.database + "-wal"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: file)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
        #expect(try await storage.engineName().hasPrefix("SQLite 3."))
        try await storage.close()
        try folder.remove()
    }

    @Test func `a database in memory says that it is not durable and is nobody else's`() async throws {
        let (first, second) = (
            try SQLiteStorage.inMemory(keys: TestKeys()), try SQLiteStorage.inMemory(keys: TestKeys())
        )
        _ = try await first.write { try $0.marks.markNonce("n", of: Self.app, at: Self.instant) }
        #expect(try await second.write { try $0.marks.markNonce("n", of: Self.app, at: Self.instant) })
        #expect(first.durability == .memory)
        #expect(try await first.engineName().hasSuffix("(in memory, not durable)"))
    }

    @Test func `what was written is there after closing, and a closed storage refuses`() async throws {
        let folder = try TemporaryFolder()
        let storage = try SQLiteStorage(path: folder.database, keys: TestKeys())
        #expect(try await storage.write { try $0.marks.markNonce("n", of: Self.app, at: Self.instant) })
        #expect(await storage.isReady())
        try await storage.close()
        #expect(await storage.isReady() == false)
        await #expect(throws: StorageFault.closed) {
            try await storage.write { try $0.marks.markNonce("m", of: Self.app, at: Self.instant) }
        }
        await #expect(throws: StorageFault.self) { try await storage.read { try $0.figures.personCount() } }

        let reopened = try SQLiteStorage(path: folder.database, keys: TestKeys())
        #expect(try await reopened.write { try $0.marks.markNonce("n", of: Self.app, at: Self.instant) } == false)
        try await reopened.close()
        try folder.remove()
    }

    @Test func `a folder that is missing is a fault`() {
        #expect(throws: StorageFault.self) { try SQLiteStorage(path: "/nowhere/at/all.sqlite", keys: TestKeys()) }
    }

    @Test func `tables refuse a value of the wrong type, and the audit log refuses change`() async throws {
        let folder = try TemporaryFolder()
        let storage = try SQLiteStorage(path: folder.database, keys: TestKeys())
        try await storage.write { store in
            try store.audit.append(
                AuditEntry(
                    at: Self.instant,
                    operation: .signIn,
                    outcome: AuditEntry.succeeded,
                    role: .anonymous,
                    actor: nil,
                    requestID: RequestID(trusted: "r")
                )
            )
        }
        try await storage.close()
        let raw = try DatabaseQueue(path: folder.database)
        try await raw.write { database in
            #expect(throws: DatabaseError.self) {
                try database.execute(sql: "INSERT INTO nonces VALUES ('app', 'n', 'yesterday')")
            }
            #expect(throws: DatabaseError.self) { try database.execute(sql: "DELETE FROM audit_entries") }
            #expect(throws: DatabaseError.self) {
                try database.execute(sql: "UPDATE audit_entries SET outcome = 'no'")
            }
            let loose = try String.fetchAll(
                database,
                sql:
                    "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'"
            )
            #expect(loose.isEmpty, "every table is STRICT")
        }
        try raw.close()
        try folder.remove()
    }

    @Test func `earlier versions of a person stay in the database`() async throws {
        let folder = try TemporaryFolder()
        let storage = try SQLiteStorage(path: folder.database, keys: TestKeys())
        let today = CivilDate(inChinaAt: Self.instant)
        func identity(_ name: String) throws -> ResidentIdentity {
            let document = try DocumentNumber(type: .passport, text: "E12345678", on: today)
            return try ResidentIdentity(document: document, name: PersonName(name), on: today)
        }
        let id = PersonID(trusted: String(repeating: "A", count: 64))
        let first = Person(registering: try identity("张三"), id: id, at: Self.instant)
        var second = first
        try second.update(to: identity("张三丰"), at: Self.instant)
        let changed = second
        try await storage.write { store in
            try store.persons.add(first)
            try store.persons.save(changed)
        }
        try await storage.close()
        let raw = try DatabaseQueue(path: folder.database)
        let versions = try await raw.read { database in
            try Int.fetchAll(database, sql: "SELECT version FROM person_versions ORDER BY version")
        }
        #expect(versions == [1, 2])
        try raw.close()
        try folder.remove()
    }
}

import GRDB
import Storage
import StorageSQLite
import TestSupport
import Testing

struct MigrationTests {
    private static let next = Migration(number: Migration.all.count + 1, name: "next release") { dialect in
        ["CREATE TABLE of_next_release (id \(dialect.integer) NOT NULL PRIMARY KEY) \(dialect.table)"]
    }

    /// What a database says of itself: every object's text, and every applied migration.
    private static func schema(_ path: String) throws -> [String] {
        let raw = try DatabaseQueue(path: path)
        let schema = try raw.read { database in
            try String.fetchAll(database, sql: "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")
                + String.fetchAll(
                    database,
                    sql: "SELECT number || name || digest FROM schema_migrations ORDER BY number"
                )
        }
        try raw.close()
        return schema
    }

    @Test func `merged migrations are frozen`() async throws {
        let folder = try TemporaryFolder()
        try await SQLiteStorage(path: folder.database, keys: TestKeys()).close()
        let raw = try DatabaseQueue(path: folder.database)
        let digests = try await raw.read { database in
            try String.fetchAll(database, sql: "SELECT digest FROM schema_migrations ORDER BY number")
        }
        // Whoever changes a line here breaks every database in the field: add a migration instead.
        #expect(
            digests == [
                "00a0ec28d2f9624e35507c29876f4ff775ed11b3047adbb53401a8e0a22ed161",
                "6ac8c25a357a0d4f07e92a9fe08da141334979c561add74ddac804daf18c1a98",
                "69e637855b46b11efa59771f9f5bf36f4eedd04e8ee80fd1d38eefe1bcd3e97a",
                "007fbc36b60b185c0b2c901e99b04f325f8c8ff9fd4b989a7cf23daa8b5f5673",
                "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b",
                "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b",
                "1fb10dedec89e1c1cd23ee4c050b463022e0b7881cb0a0218b3cea91da12a0d0",
                "2173220cddbe7d31c7ffc5f154842f13dbb606cbd6a2f6da571398aa1c134b53",
                "0d8bc692de9e0e7f1542989f646e17ebed0d90f017e5ff07db2f8c2e89aa0284",
                "e7d14f5d5786ad020068200edef077edba21bc3a3640e998c720d600883b6c54",
                "03d4a229e5eeb9ef04ccb29150ae7778332a9106162a2f0ed54b64d9e2f44b7e",
                "f2debfcfb473b3cfa8422655fe547f50710cda6fdad6e44e3754c438c35000ae",
                "bd500e850b44b4b58e175447419f03c59680be3e19c9294a37904cc0117a2f2a",
            ]
        )
        try raw.close()
        try folder.remove()
    }

    @Test func `migrating again changes nothing`() async throws {
        let folder = try TemporaryFolder()
        try await SQLiteStorage(path: folder.database, keys: TestKeys()).close()
        let once = try Self.schema(folder.database)
        try await SQLiteStorage(path: folder.database, keys: TestKeys()).close()
        #expect(try Self.schema(folder.database) == once)
        #expect(once.count > 20)
        try folder.remove()
    }

    @Test func `a later release brings the schema forward, and an earlier one then refuses it`() async throws {
        let folder = try TemporaryFolder()
        try await SQLiteStorage(path: folder.database, keys: TestKeys()).close()
        let later = Migration.all + [Self.next]
        #expect(throws: StorageFault.schemaOlder(found: Migration.all.count, known: Migration.all.count + 1)) {
            try SQLiteStorage(path: folder.database, keys: TestKeys(), migrating: false, migrations: later)
        }
        let storage = try SQLiteStorage(path: folder.database, keys: TestKeys(), migrations: later)
        #expect(await storage.isReady())
        try await storage.close()
        for migrating in [true, false] {
            #expect(throws: StorageFault.schemaNewer(found: Migration.all.count + 1, known: Migration.all.count)) {
                try SQLiteStorage(path: folder.database, keys: TestKeys(), migrating: migrating)
            }
        }
        try folder.remove()
    }

    @Test func `a changed migration is noticed`() async throws {
        let folder = try TemporaryFolder()
        try await SQLiteStorage(path: folder.database, keys: TestKeys()).close()
        let changed = Migration(number: 1, name: "registry") { _ in ["CREATE TABLE other (id INTEGER) STRICT"] }
        #expect(throws: StorageFault.migrationChanged(number: 1)) {
            try SQLiteStorage(path: folder.database, keys: TestKeys(), migrations: [changed])
        }
        try folder.remove()
    }

    @Test func `cards and what refers to them outlive the migration that changes their table`() async throws {
        let folder = try TemporaryFolder()
        let before = Array(Migration.all.prefix(2))
        try await SQLiteStorage(path: folder.database, keys: TestKeys(), migrations: before).close()
        let raw = try DatabaseQueue(path: folder.database)
        let (person, card) = (String(repeating: "A", count: 64), String(repeating: "B", count: 64))
        try await raw.write { database in
            for sql in [
                "INSERT INTO persons VALUES ('\(person)', 1, 1, 1)",
                "INSERT INTO apps VALUES ('app', 'app', 'R1', NULL, 'authorised', '')",
                "INSERT INTO cards VALUES ('\(card)', '\(person)', 'active', 1, 'face', 'v', 1, '1', 'app', 1)",
                "INSERT INTO card_apps VALUES ('\(card)', 'app', 1)",
            ] {
                try database.execute(sql: sql)
            }
        }
        try raw.close()
        try await SQLiteStorage(path: folder.database, keys: TestKeys()).close()
        let after = try DatabaseQueue(path: folder.database)
        try await after.read { database in
            let found = try String.fetchAll(database, sql: "SELECT status FROM cards JOIN card_apps USING (card_id)")
            #expect(found == ["active"])
            #expect(try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").isEmpty)
            let left = try String.fetchAll(database, sql: "SELECT name FROM sqlite_schema WHERE name LIKE '%_before'")
            #expect(left.isEmpty)
        }
        await #expect(throws: DatabaseError.self) {
            try await after.write { try $0.execute(sql: "UPDATE cards SET proofing_method = NULL") }
        }
        try after.close()
        try folder.remove()
    }

    @Test func `events and their deliveries outlive the migration that adds a kind`() async throws {
        let folder = try TemporaryFolder()
        let before = Array(Migration.all.prefix(11))
        try await SQLiteStorage(path: folder.database, keys: TestKeys(), migrations: before).close()
        let raw = try DatabaseQueue(path: folder.database)
        try await raw.write { database in
            for sql in [
                "INSERT INTO index_persons VALUES (7, 2, 1, 1, NULL, NULL)",
                "INSERT INTO index_events VALUES (5, 7, 1, 'create', NULL, NULL, 1)",
                "INSERT INTO index_events VALUES (9, 7, 2, 'update', NULL, NULL, 2)",
                "INSERT INTO index_subscriptions VALUES ('H1', 1, NULL)",
                "INSERT INTO index_deliveries VALUES ('H1', 9, 1)",
            ] {
                try database.execute(sql: sql)
            }
        }
        try raw.close()
        try await SQLiteStorage(path: folder.database, keys: TestKeys()).close()
        let after = try DatabaseQueue(path: folder.database)
        try await after.write { database in
            try database.execute(sql: "UPDATE index_events SET kind = 'convert' WHERE event_id = 9")
            let found = try String.fetchAll(
                database,
                sql: "SELECT e.kind FROM index_events e LEFT JOIN index_deliveries USING (event_id) ORDER BY event_id"
            )
            #expect(found == ["create", "convert"])
            #expect(try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").isEmpty)
        }
        await #expect(throws: DatabaseError.self) {
            try await after.write { try $0.execute(sql: "UPDATE index_events SET kind = 'other'") }
        }
        try after.close()
        try folder.remove()
    }

    @Test func `a migration that fails leaves the schema as it was`() async throws {
        let folder = try TemporaryFolder()
        try await SQLiteStorage(path: folder.database, keys: TestKeys()).close()
        let before = try Self.schema(folder.database)
        let broken = Migration(number: Migration.all.count + 1, name: "broken") { dialect in
            Self.next.statements(dialect) + ["CREATE TABLE nonces (id INTEGER) STRICT"]
        }
        #expect(throws: StorageFault.self) {
            try SQLiteStorage(path: folder.database, keys: TestKeys(), migrations: Migration.all + [broken])
        }
        #expect(try Self.schema(folder.database) == before)
        try folder.remove()
    }
}

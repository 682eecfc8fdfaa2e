import HealthCardServices
import Storage
import StoragePostgres
import TestSupport
import Testing

/// Opening: migrations by one node at a time, and settings that production refuses.
struct OpeningTests {
    private static let next = Migration(number: Migration.all.count + 1, name: "next release") { dialect in
        ["CREATE TABLE of_next_release (id \(dialect.integer) NOT NULL PRIMARY KEY) \(dialect.table)"]
    }

    @Test func `four nodes that start at once migrate once`() async throws {
        try await TestPostgres.withDatabase(isEmpty: true) { address in
            #expect(try await PostgresStorage.isFresh(address))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        let storage = try await PostgresStorage.open(address, keys: TestKeys())
                        #expect(await storage.isReady())
                        try await storage.close()
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await !PostgresStorage.isFresh(address))
            let applied = try await TestPostgres.run(
                "SELECT number FROM schema_migrations ORDER BY number",
                in: address
            )
            #expect(applied == Migration.all.map { String($0.number) })
        }
    }

    @Test func `merged migrations are frozen`() async throws {
        try await TestPostgres.withDatabase { address in
            // Whoever changes a line here breaks every database in the field: add a migration instead.
            let digests = try await TestPostgres.run(
                "SELECT digest FROM schema_migrations ORDER BY number",
                in: address
            )
            #expect(
                digests == [
                    "1b7d3091b06196601ab8db2de82ea293693dbb980694cea4b9e026f34d300e3f",
                    "8dddc7d1e1b548ed5fdb17c21945fb719d19db900f97b85d84044a6c59c75382",
                    "22a4b525806aa97bdcfb1a304f2275168e3d06dd4d14312a5980f92e8825b587",
                    "03cc9cbd65107a105c2c13dcc8ce2a5498739de632b03460178e476ca100d8eb",
                    "bab189754adafb48012ef2b1190836cc9ecc31b0fbe7a79d237f4d7f98cf650d",
                    "2f559cccc41052de9953d4f0e48f126b420ff082f4e29d79a181c654a47d9c41",
                    "500dcc0c48ea94fc5aa9cd615bd6a57a169d9a028020e7f144c807e869a8b9ec",
                    "1bc22865943294af458038098b41d3d158822b768064cfb0467b26ae754e347b",
                    "d57765881e654b435d0a7b22f455de6fc13a0f67699ea2f80c3fe9713e02c547",
                    "c06779dac5b3395202526e4df6898260e98b5c4572f7765817d302b26f62242f",
                    "182af5e766074710078047f98272eb3c39e7da3fdedaf5f08646925c48ccd8e6",
                    "4b97e908076974e6ec8bbb1ecb7cec706a74c28fd9c128dc4b1d6fde8d8248a3",
                    "bd500e850b44b4b58e175447419f03c59680be3e19c9294a37904cc0117a2f2a",
                ]
            )
        }
    }

    @Test func `a later release brings the schema forward, and an earlier one then refuses it`() async throws {
        try await TestPostgres.withDatabase { address in
            let later = Migration.all + [Self.next]
            await #expect(throws: StorageFault.schemaOlder(found: Migration.all.count, known: Migration.all.count + 1))
            {
                try await PostgresStorage.open(address, keys: TestKeys(), migrating: false, migrations: later)
            }
            let storage = try await PostgresStorage.open(address, keys: TestKeys(), migrations: later)
            #expect(await storage.isReady())
            for migrating in [true, false] {
                await #expect(
                    throws: StorageFault.schemaNewer(found: Migration.all.count + 1, known: Migration.all.count)
                ) {
                    try await PostgresStorage.open(address, keys: TestKeys(), migrating: migrating)
                }
            }
            try await storage.close()
        }
    }

    @Test func `a migration that fails leaves the schema as it was`() async throws {
        try await TestPostgres.withDatabase { address in
            let broken = Migration(number: Migration.all.count + 1, name: "broken") { dialect in
                Self.next.statements(dialect) + ["CREATE TABLE nonces (id bigint)"]
            }
            await #expect(throws: StorageFault.self) {
                try await PostgresStorage.open(address, keys: TestKeys(), migrations: Migration.all + [broken])
            }
            #expect(try await TestPostgres.run("SELECT to_regclass('of_next_release') IS NULL", in: address) == ["t"])
            try await PostgresStorage.open(address, keys: TestKeys(), migrating: false).close()
        }
    }

    @Test(arguments: ["off", "local"])
    func `production refuses a server that acknowledges too early`(setting: String) async throws {
        try await TestPostgres.withDatabase { address in
            var options = TestPostgres.options
            options.isProduction = true
            try await PostgresStorage.open(address, options: options, keys: TestKeys()).close()
            let database = try #require(try await TestPostgres.run("SELECT current_database()", in: address).first)
            try await TestPostgres.run("ALTER DATABASE \(database) SET synchronous_commit = \(setting)")
            await #expect(throws: StorageFault.settingRefused(name: "synchronous_commit", found: setting)) {
                try await PostgresStorage.open(address, options: options, keys: TestKeys())
            }
            try await PostgresStorage.open(address, keys: TestKeys()).close()
        }
    }

    @Test(arguments: [
        (PostgresSettings(fsync: "off", fullPageWrites: "on", synchronousCommit: "on", version: "15"), "fsync"),
        (
            PostgresSettings(fsync: "on", fullPageWrites: "off", synchronousCommit: "on", version: "15"),
            "full_page_writes"
        ),
        (
            PostgresSettings(fsync: "on", fullPageWrites: "on", synchronousCommit: "", version: "15"),
            "synchronous_commit"
        ),
        (
            PostgresSettings(
                fsync: "on",
                fullPageWrites: "on",
                synchronousCommit: "on",
                version: "15",
                synchronousStandbyNames: "",
                standbyCount: 1
            ),
            "synchronous_standby_names"
        ),
    ])
    func `settings that lose what was acknowledged are refused`(settings: PostgresSettings, name: String) throws {
        let error = #expect(throws: StorageFault.self) { try settings.requireSafe() }
        guard case .settingRefused(name, _) = error else {
            Issue.record("\(name) is refused, not \(String(describing: error))")
            return
        }
    }

    @Test func `the server of the tests keeps what it acknowledges`() async throws {
        try await TestPostgres.withStorage(keys: TestKeys()) { storage in
            try await storage.settings().requireSafe()
        }
    }
}

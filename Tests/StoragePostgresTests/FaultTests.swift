import Foundation
import HealthCardDomain
import HealthCardServices
import Storage
import StoragePostgres
import TestSupport
import Testing

/// What the server refuses, as faults. Nonces of a test's own migration spring the traps.
struct FaultTests {
    private static let app = AppID(trusted: "app")
    private static let instant = Date(timeIntervalSince1970: 1_790_040_800)
    /// Stands for a value that must not be seen.
    private static let secret = "龘龘龘"

    private static let traps = Migration(number: Migration.all.count + 1, name: "traps") { dialect in
        [
            """
            CREATE TABLE traps (
                id bigint NOT NULL PRIMARY KEY,
                word text NOT NULL,
                other bigint,
                CONSTRAINT traps_short CHECK (length(word) < 9),
                CONSTRAINT traps_other FOREIGN KEY (other) REFERENCES traps (id) DEFERRABLE,
                CONSTRAINT traps_word UNIQUE (word)
            )
            """,
            "INSERT INTO traps (id, word) VALUES (1, '\(secret)')",
            """
            CREATE FUNCTION spring() RETURNS trigger LANGUAGE plpgsql AS '
            BEGIN
                CASE NEW.nonce
                WHEN ''unique'' THEN INSERT INTO traps VALUES (2, ''\(secret)'');
                WHEN ''check'' THEN INSERT INTO traps VALUES (3, ''\(secret)\(secret)\(secret)'');
                WHEN ''null'' THEN INSERT INTO traps VALUES (4, NULL);
                WHEN ''foreign'' THEN INSERT INTO traps VALUES (5, ''a'', 99);
                WHEN ''commit'' THEN
                    SET CONSTRAINTS traps_other DEFERRED;
                    INSERT INTO traps VALUES (6, ''b'', 99);
                WHEN ''type'' THEN PERFORM ''\(secret)''::bigint;
                WHEN ''audit'' THEN UPDATE audit_entries SET outcome = ''\(secret)'';
                WHEN ''raise'' THEN RAISE EXCEPTION ''\(secret)'';
                WHEN ''sleep'' THEN PERFORM pg_sleep(5);
                ELSE
                END CASE;
                RETURN NEW;
            END'
            """,
            "CREATE TRIGGER spring BEFORE INSERT ON nonces FOR EACH ROW EXECUTE FUNCTION spring()",
        ]
    }

    private static func withTraps(
        options: PostgresOptions = TestPostgres.options,
        _ test: (PostgresStorage) async throws -> Void
    ) async throws {
        try await TestPostgres.withDatabase { address in
            let storage = try await PostgresStorage.open(
                address,
                options: options,
                keys: TestKeys(),
                migrations: Migration.all + [traps]
            )
            try await test(storage)
            try await storage.close()
        }
    }

    @Test(arguments: [
        ("unique", StorageFault.ruleBroken(.unique, name: "traps_word")),
        ("check", .ruleBroken(.check, name: "traps_short")),
        ("null", .ruleBroken(.notNull, name: "traps.word")),
        ("foreign", .ruleBroken(.foreignKey, name: "traps_other")),
        ("commit", .ruleBroken(.foreignKey, name: "traps_other")),
        ("type", .ruleBroken(.type, name: "")),
        ("audit", .ruleBroken(.trigger, name: "audit_entries_append_only")),
        ("raise", .server(sqlState: "P0001", statement: "nonces.mark")),
    ])
    func `a broken rule is named, and no value is`(trap: String, fault: StorageFault) async throws {
        try await Self.withTraps { storage async throws in
            let error = await #expect(throws: StorageFault.self) {
                try await storage.write { _ = try $0.marks.markNonce(trap, of: Self.app, at: Self.instant) }
            }
            #expect(error == fault)
            #expect(!String(reflecting: error).contains("龘"))
            // The connection serves on, and nothing of the transaction is left.
            #expect(try await storage.write { try $0.marks.markNonce("plain", of: Self.app, at: Self.instant) })
        }
    }

    @Test func `a closure that carries on after an error does not commit`() async throws {
        try await Self.withTraps { storage async throws in
            await #expect(throws: StorageFault.ruleBroken(.check, name: "traps_short")) {
                try await storage.write { store in
                    _ = try store.marks.markNonce("first", of: Self.app, at: Self.instant)
                    do {
                        _ = try store.marks.markNonce("check", of: Self.app, at: Self.instant)
                    } catch {
                        return
                    }
                }
            }
            #expect(try await storage.write { try $0.marks.markNonce("first", of: Self.app, at: Self.instant) })
        }
    }

    @Test func `a statement that takes too long is ended, and the next one works`() async throws {
        var options = TestPostgres.options
        options.statementMilliseconds = 300
        try await Self.withTraps(options: options) { storage async throws in
            await #expect(throws: StorageFault.server(sqlState: "57014", statement: "nonces.mark")) {
                try await storage.write { _ = try $0.marks.markNonce("sleep", of: Self.app, at: Self.instant) }
            }
            #expect(try await storage.write { try $0.marks.markNonce("plain", of: Self.app, at: Self.instant) })
        }
    }

    @Test func `a server that is away is a fault after the stated time, and no readiness`() async throws {
        var options = PostgresOptions()
        options.reconnectMilliseconds = 100
        let nowhere = try PostgresAddress("host=/tmp/no-such-folder dbname=none")
        await #expect(throws: StorageFault.unreachable) {
            try await PostgresStorage.open(nowhere, options: options, keys: TestKeys())
        }
    }

    @Test func `an address holds no password, and is one`() throws {
        for text in ["postgres://a:\(Self.secret)@host/db", "host=a password=\(Self.secret)"] {
            let error = #expect(throws: StorageFault.self) { try PostgresAddress(text) }
            #expect(error == .settingRefused(name: "storage", found: "a password in the address"))
        }
        #expect(throws: StorageFault.self) { try PostgresAddress("mysql://host") }
        #expect(throws: StorageFault.self) { try PostgresAddress("host=a colour=red") }
        _ = try PostgresAddress("postgres://xinglin@a,b,c:5433/db?target_session_attrs=read-write&passfile=/p")
    }
}

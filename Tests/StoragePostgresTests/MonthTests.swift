import Foundation
import HealthCardDomain
import HealthCardServices
import Storage
import StoragePostgres
import TestSupport
import Testing

/// Uses and audit entries in months, as PostgreSQL has them.
struct MonthTests {
    private static let now = Date(storedMilliseconds: Date().storedMilliseconds)
    private static let before = Array(Migration.all.prefix(4))
    private static let (person, card) = (String(repeating: "A", count: 64), String(repeating: "B", count: 64))

    private static func after(days: Int) -> Date { now.addingTimeInterval(Double(days) * 86_400) }

    /// A resident with a card, and the institution where it is used.
    private static let ground = """
        INSERT INTO institutions VALUES ('H', 'H', 'H', NULL, 'A100', '510100', 'authorised', '');
        INSERT INTO persons VALUES ('\(person)', 1, 1, 1);
        INSERT INTO cards (card_id, person_id, status, status_changed_at, proofing_method, proofing_verifier, proofed_at,
            channel, issued_at) VALUES ('\(card)', '\(person)', 'active', 1, 'staff', 'v', 1, '1', 1)
        """

    private static func use(at instant: Date) -> Use {
        Use(
            id: UseID(at: instant, randomBytes: (0..<UseID.randomLength).map { _ in .random(in: 0...255) }),
            cardID: CardID(trusted: card),
            personID: PersonID(trusted: person),
            institution: InstitutionCode(trusted: "H"),
            department: DepartmentCode.named[0],
            terminal: TerminalCode(trusted: "T"),
            terminalType: .staffedWindow,
            operatorID: OperatorID(trusted: "1"),
            step: .registration,
            purpose: "挂号",
            codeType: .dynamic,
            app: nil,
            result: .accepted,
            usedAt: instant
        )
    }

    private static func entry(at instant: Date) -> AuditEntry {
        AuditEntry(
            at: instant,
            operation: .codeScan,
            outcome: AuditEntry.succeeded,
            role: .app,
            actor: "app",
            personID: PersonID(trusted: person),
            shown: [.name],
            requestID: RequestID(trusted: "r")
        )
    }

    /// What the earlier release wrote as ``entry(at:)``, which had no main index to name.
    private static func insert(about use: Use) -> String {
        """
        INSERT INTO audit_entries (at, operation, outcome, role, actor, person_id, shown, request_id)
        VALUES (\(use.usedAt.storedMilliseconds), 'code.scan', 'ok', 'app', 'app', '\(person)', 'name', 'r')
        """
    }

    /// The partitions of a table, by name.
    private static func partitions(of table: String, in address: PostgresAddress) async throws -> [String] {
        try await TestPostgres.run(
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = '\(table)'::regclass ORDER BY 1",
            in: address
        )
    }

    @Test func `rows of an earlier release stay where they are, and its nodes go on`() async throws {
        try await TestPostgres.withDatabase(isEmpty: true) { address in
            let earlier = try await PostgresStorage.open(address, keys: TestKeys(), migrations: Self.before)
            try await TestPostgres.run(Self.ground, in: address)
            // The last lies in a later month than the migration.
            let uses = [-400, -1, 0, 70].map { Self.use(at: Self.after(days: $0)) }
            try await TestPostgres.run(uses.map(Self.insert).joined(separator: ";"), in: address)
            try await earlier.write { store in
                for use in uses { #expect(try store.uses.add(use)) }
                try store.audit.dispute(2, of: PersonID(trusted: Self.person), at: Self.now)
            }
            let storage = try await PostgresStorage.open(address, keys: TestKeys())
            let files = try await TestPostgres.run("SELECT count(*) FROM uses_before", in: address)
            #expect(files == ["3"])
            for node in [earlier, storage] {
                let late = Self.use(at: Date(storedMilliseconds: Date().storedMilliseconds))
                try await node.write { store in
                    for use in uses { #expect(try !store.uses.add(Self.use(at: use.usedAt))) }
                    #expect(try store.uses.add(late))
                    try store.audit.append(Self.entry(at: late.usedAt))
                }
                for use in uses + [late] { #expect(try await node.read { try $0.uses.find(use.id) } == use) }
                try await storage.makeRoom(after: Self.now)
            }
            let looks = try await earlier.read {
                try $0.audit.looks(at: PersonID(trusted: Self.person), before: nil, limit: 10)
            }
            #expect(looks.map(\.sequence) == [6, 5, 4, 3, 2, 1])
            let disputed = try await storage.read {
                try $0.audit.disputed([1, 2, 3], of: PersonID(trusted: Self.person))
            }
            #expect(disputed == [2])
            #expect(await storage.figures().strayRows.map(\.count) == [0, 0])
            try await earlier.close()
            try await storage.close()
        }
    }

    @Test func `an empty schema and a migrated one keep the same rules in every month`() async throws {
        try await TestPostgres.withDatabase { address in
            try await TestPostgres.run(Self.ground, in: address)
            let storage = try await PostgresStorage.open(address, keys: TestKeys())
            try await storage.makeRoom(after: Self.now)
            for table in ["uses", "audit_entries"] {
                let partitions = try await Self.partitions(of: table, in: address)
                #expect(partitions.count >= 5)
                for partition in partitions {
                    // Names differ, what is kept does not.
                    let rules = try await TestPostgres.run(
                        """
                        SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = '\(partition)'::regclass
                        UNION ALL SELECT regexp_replace(indexdef, 'INDEX .* USING', '') FROM pg_indexes
                        WHERE tablename = '\(partition)'
                        UNION ALL SELECT tgname FROM pg_trigger WHERE tgrelid = '\(partition)'::regclass
                            AND NOT tgisinternal ORDER BY 1
                        """,
                        in: address
                    )
                    let expected = try await TestPostgres.run(
                        """
                        SELECT pg_get_constraintdef(oid) FROM pg_constraint
                        WHERE conrelid = '\(table)_before'::regclass
                        UNION ALL SELECT regexp_replace(indexdef, 'INDEX .* USING', '') FROM pg_indexes
                        WHERE tablename = '\(table)_before'
                        UNION ALL SELECT tgname FROM pg_trigger WHERE tgrelid = '\(table)_before'::regclass
                            AND NOT tgisinternal ORDER BY 1
                        """,
                        in: address
                    )
                    #expect(rules == expected, "\(partition)")
                    #expect(rules.count >= 6, "\(partition)")
                }
            }
            for table in try await Self.partitions(of: "audit_entries", in: address) + ["audit_entries"] {
                for act in ["UPDATE \(table) SET at = 1", "DELETE FROM \(table)", "TRUNCATE \(table)"] {
                    await #expect(throws: TestPostgres.Fault.self, "\(act)") {
                        try await TestPostgres.run(act, in: address)
                    }
                }
            }
            try await storage.close()
        }
    }

    @Test func `four nodes make each month once, while others write into it`() async throws {
        try await TestPostgres.withDatabase { address in
            try await TestPostgres.run(Self.ground, in: address)
            let storage = try await PostgresStorage.open(address, keys: TestKeys())
            try await storage.makeRoom(after: Self.now)
            // All of them lie in months that are not made yet.
            let uses = (0..<400).map { Self.use(at: Self.after(days: 140 + $0 % 60).addingTimeInterval(Double($0))) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for use in uses {
                    group.addTask {
                        let isAdded = try await storage.write { store in
                            try store.audit.append(Self.entry(at: use.usedAt))
                            return try store.uses.add(use)
                        }
                        #expect(isAdded)
                    }
                }
                for _ in 0..<4 { group.addTask { try await storage.makeRoom(after: Self.after(days: 200)) } }
                try await group.waitForAll()
            }
            for use in uses {
                #expect(try await storage.write { try $0.uses.add(Self.use(at: use.usedAt)) } == false)
            }
            let counts = try await TestPostgres.run(
                "SELECT count(*) FROM uses UNION ALL SELECT count(*) FROM audit_entries",
                in: address
            )
            #expect(counts == ["400", "400"])
            #expect(await storage.figures().strayRows.map(\.count) == [0, 0])
            let months = try await Self.partitions(of: "uses", in: address)
            try await storage.makeRoom(after: Self.after(days: 200))
            #expect(try await Self.partitions(of: "uses", in: address) == months)
            try await storage.close()
        }
    }

    @Test func `rows beyond the last month are kept and counted until it is made`() async throws {
        try await TestPostgres.withDatabase { address in
            try await TestPostgres.run(Self.ground, in: address)
            let storage = try await PostgresStorage.open(address, keys: TestKeys())
            try await storage.makeRoom(after: Self.now)
            try await storage.write { store in
                for days in [1, 300, 301] {
                    #expect(try store.uses.add(Self.use(at: Self.after(days: days))))
                    try store.audit.append(Self.entry(at: Self.after(days: days)))
                }
            }
            #expect(await storage.figures().strayRows.map(\.count) == [2, 2])
            try await storage.makeRoom(after: Self.after(days: 300))
            #expect(await storage.figures().strayRows.map(\.count) == [0, 0])
            #expect(try await storage.read { try $0.audit.newest(limit: 9) }.map(\.sequence) == [3, 2, 1])
            try await storage.close()
        }
    }
}

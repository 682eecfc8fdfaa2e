import HealthCardDomain
import HealthCardServices
import Storage
import Testing

struct AuditContract {
    @Test(arguments: ContractDriver.allCases)
    func `looks page by sequence, newest first, without the resident's own`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let (person, other) = (
                PersonID(randomBytes: Sample.randomBytes(32)), PersonID(randomBytes: Sample.randomBytes(32))
            )
            try await storage.write { store in
                for number in 0..<25 {
                    try store.audit.append(Sample.entry(about: person, at: Sample.after(milliseconds: number)))
                    try store.audit.append(Sample.entry(about: other))
                    try store.audit.append(Sample.entry(about: person, role: .resident))
                    try store.audit.append(Sample.entry(about: person, outcome: "code_expired", shown: []))
                    try store.audit.append(Sample.entry(about: nil, outcome: "code_malformed", shown: []))
                }
            }
            var pages: [[AuditEntry]] = []
            var before: Int64?
            repeat {
                let cursor = before
                let page = try await storage.read { try $0.audit.looks(at: person, before: cursor, limit: 10) }
                pages.append(page)
                before = page.last?.sequence
                // An entry that arrives between two pages moves no page.
                try await storage.write { try $0.audit.append(Sample.entry(about: person)) }
            } while before != nil && pages.count < 10
            #expect(pages.map(\.count) == [10, 10, 5, 0])
            let looks = pages.flatMap { $0 }
            #expect(looks.map(\.sequence) == looks.map(\.sequence).sorted(by: >))
            #expect(looks.map(\.at) == (0..<25).reversed().map { Sample.after(milliseconds: $0) })
            #expect(looks.allSatisfy { $0.personID == person && $0.role == .app && !$0.shown.isEmpty })
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `an entry comes back as written, with its sequence`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let person = PersonID(randomBytes: Sample.randomBytes(32))
            let written = Sample.entry(about: person)
            let bare = AuditEntry(
                at: Sample.instant,
                operation: .signIn,
                outcome: "not_signed_in",
                role: .anonymous,
                actor: nil,
                requestID: RequestID(trusted: "req-2")
            )
            try await storage.write { store in
                try store.audit.append(written)
                try store.audit.append(bare)
            }
            let found = try await storage.read { try $0.audit.newest(limit: 2) }
            #expect(found.map(\.sequence) == [2, 1])
            #expect(found.map { Self.renumbered($0) } == [bare, written])
            #expect(try await storage.read { try $0.audit.newest(limit: 1) }.map(\.sequence) == [2])
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `a resident disputes looks about themselves only`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let (person, other) = (
                PersonID(randomBytes: Sample.randomBytes(32)), PersonID(randomBytes: Sample.randomBytes(32))
            )
            let disputed = try await storage.write { store in
                for _ in 0..<30 { try store.audit.append(Sample.entry(about: person)) }
                try store.audit.append(Sample.entry(about: other))
                for sequence in [Int64(3), 3, 29, 31] {
                    try store.audit.dispute(sequence, of: person, at: Sample.instant)
                }
                return try store.audit.disputed(Array(1...31), of: person)
            }
            #expect(disputed == [3, 29])
            #expect(try await storage.read { try $0.audit.disputed([], of: person) } == [])
            #expect(try await storage.read { try $0.audit.disputed([3], of: other) } == [])
            #expect(try await storage.read { try $0.audit.look(31, at: person) } == nil)
            #expect(try await storage.read { try $0.audit.look(31, at: other) }?.sequence == 31)
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `what was shown of persons of the index is found since an instant, newest first`(
        driver: ContractDriver
    ) async throws {
        try await driver.withRegion { storage in
            let numbers = (1...40).map { IndexNumber(trusted: $0) }
            try await storage.write { store in
                for number in numbers {
                    try store.audit.append(Self.entry(number, after: Int(number.value)))
                    try store.audit.append(Self.entry(number, after: Int(number.value), shown: []))
                }
            }
            let found = try await storage.read { store in
                try store.audit.shown(
                    of: Array(numbers.dropFirst(10)),
                    since: Sample.after(milliseconds: 20),
                    limit: 100
                )
            }
            #expect(found.map(\.index) == numbers.dropFirst(19).reversed().map { $0 })
            #expect(found.allSatisfy { $0.shown == [.name, .localID] })
            let cut = try await storage.read { try $0.audit.shown(of: numbers, since: Sample.instant, limit: 3) }
            #expect(cut.map(\.index) == numbers.suffix(3).reversed().map { $0 })
        }
    }

    private static func entry(
        _ index: IndexNumber,
        after milliseconds: Int,
        shown: [ResidentField] = [.name, .localID]
    ) -> AuditEntry {
        AuditEntry(
            at: Sample.after(milliseconds: milliseconds),
            operation: .indexRead,
            outcome: AuditEntry.succeeded,
            role: .app,
            actor: Sample.appID.text,
            index: index,
            shown: shown,
            requestID: RequestID(trusted: "req-1")
        )
    }

    /// The entry as it was before the database numbered it.
    private static func renumbered(_ entry: AuditEntry) -> AuditEntry {
        AuditEntry(
            at: entry.at,
            operation: entry.operation,
            outcome: entry.outcome,
            role: entry.role,
            actor: entry.actor,
            institution: entry.institution,
            department: entry.department,
            terminal: entry.terminal,
            operatorID: entry.operatorID,
            step: entry.step,
            purpose: entry.purpose,
            personID: entry.personID,
            cardID: entry.cardID,
            index: entry.index,
            shown: entry.shown,
            requestID: entry.requestID
        )
    }
}

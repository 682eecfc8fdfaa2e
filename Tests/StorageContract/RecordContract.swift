import Foundation
import HealthCardDomain
import HealthCardServices
import Storage
import Testing

/// Records that lie by time, and the oldest of which go. Rooms begin with the month of the migration, so these tests
/// reckon from now.
struct RecordContract {
    private static let now = Date(storedMilliseconds: Date().storedMilliseconds)

    private static func after(days: Int) -> Date { now.addingTimeInterval(Double(days) * 86_400) }

    private static func looks(at person: PersonID, in storage: any Storage) async throws -> [AuditEntry] {
        var looks: [AuditEntry] = []
        for _ in 0..<20 {
            let before = looks.last?.sequence
            let page = try await storage.read { try $0.audit.looks(at: person, before: before, limit: 2) }
            if page.isEmpty { break }
            looks += page
        }
        return looks
    }

    @Test(arguments: ContractDriver.allCases)
    func `records of many months are found, in order and each once, whenever room was made`(
        driver: ContractDriver
    ) async throws {
        try await driver.withRegion { storage in
            let keeper = try #require(storage as? any RecordKeeping)
            let person = Sample.person(try Sample.identity())
            let card = try Sample.card(of: person.id)
            // The last ones lie beyond every month that is made at first.
            let days = [40, 0, 75, 400, -40, 401]
            let uses = days.map { Sample.use(of: card, at: Self.after(days: $0)) }
            try await keeper.makeRoom(after: Self.now)
            try await storage.write { store in
                try store.persons.add(person)
                try store.cards.add(card)
                for use in uses {
                    #expect(try store.uses.add(use))
                    try store.audit.append(Sample.entry(about: person.id, at: use.usedAt))
                }
            }
            for moment in [0, 0, 130, 500] {
                try await keeper.makeRoom(after: Self.after(days: moment))
                let again = uses.map { Sample.use(of: card, at: $0.usedAt) }
                #expect(
                    try await storage.write { store in try again.map { try store.uses.add($0) } }.allSatisfy { !$0 }
                )
                for use in uses { #expect(try await storage.read { try $0.uses.find(use.id) } == use) }
                let looks = try await Self.looks(at: person.id, in: storage)
                #expect(looks.map(\.sequence) == [6, 5, 4, 3, 2, 1])
                #expect(looks.map(\.at) == uses.map(\.usedAt).reversed())
                #expect(try await storage.read { try $0.audit.look(3, at: person.id) }?.at == Self.after(days: 75))
                let counts = try await storage.read {
                    try $0.figures.useCounts(from: Self.after(days: 30), to: Self.after(days: 401))
                }
                #expect(counts.map(\.count) == [3])
            }
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `what is older than a limit goes with a word in the audit log, and the rest stays`(
        driver: ContractDriver
    ) async throws {
        try await driver.withRegion { storage in
            let keeper = try #require(storage as? any RecordKeeping)
            let person = Sample.person(try Sample.identity())
            let card = try Sample.card(of: person.id)
            let uses = [0, 1, 100].map { Sample.use(of: card, at: Self.after(days: $0)) }
            try await keeper.makeRoom(after: Self.after(days: 100))
            try await storage.write { store in
                try store.persons.add(person)
                try store.cards.add(card)
                for use in uses {
                    _ = try store.uses.add(use)
                    try store.audit.append(Sample.entry(about: person.id, at: use.usedAt))
                }
                for sequence in [Int64(1), 3] { try store.audit.dispute(sequence, of: person.id, at: Sample.instant) }
            }
            for (number, records) in KeptRecords.allCases.enumerated() {
                let note = Sample.entry(outcome: "note \(number)", shown: [], at: Self.after(days: 100))
                #expect(try await keeper.drop(records, before: Self.after(days: -40), entry: note) == 0)
                #expect(try await storage.read { try $0.audit.newest(limit: 1) }.first?.outcome != note.outcome)
                // A use of the first days is older by a whole month.
                #expect(try await keeper.drop(records, before: Self.after(days: 70), entry: note) > 0)
                #expect(try await storage.read { try $0.audit.newest(limit: 1) }.first?.outcome == note.outcome)
                #expect(try await keeper.drop(records, before: Self.after(days: 70), entry: note) == 0)
            }
            try await storage.read { store throws in
                #expect(try uses.map { try store.uses.find($0.id) } == [nil, nil, uses[2]])
                #expect(try store.audit.looks(at: person.id, before: nil, limit: 9).map(\.sequence) == [3])
                #expect(try store.audit.disputed([1, 2, 3], of: person.id) == [3])
            }
            // Numbers go on, and months that are gone are no hindrance.
            try await storage.write { store in
                #expect(try store.uses.add(Sample.use(of: card, at: Self.after(days: 2))))
                try store.audit.append(Sample.entry(about: person.id, at: Self.after(days: 2)))
            }
            let newest = try await storage.read { try $0.audit.newest(limit: 1) }
            #expect(newest.first?.sequence ?? 0 > 3 && newest.first?.at == Self.after(days: 2))
        }
    }

    @Test(arguments: [ContractDriver.sqliteFile, .sqliteMemory])
    func `many old rows go in steps, and the log refuses as before`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let keeper = try #require(storage as? any RecordKeeping)
            try await storage.write { store in
                for number in 0..<12_000 {
                    try store.audit.append(Sample.entry(at: Sample.after(milliseconds: number)))
                }
            }
            let note = Sample.entry(outcome: "note", at: Self.now)
            let dropped = try await keeper.drop(.auditEntries, before: Sample.after(milliseconds: 11_999), entry: note)
            #expect(dropped == 11_999)
            #expect(try await storage.read { try $0.audit.newest(limit: 9) }.map(\.outcome) == ["note", "ok"])
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `a nonce and a code count once, however many months lie between`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let code = CardCode(
                dynamic: CardID(trusted: String(repeating: "A", count: 64)),
                token: Sample.randomBytes(16),
                recordNumber: AppRecordNumber(trusted: "A0001")
            )
            for (days, isFirst) in [(0, true), (1, false), (40, false), (400, false)] {
                try await (storage as? any RecordKeeping)?.makeRoom(after: Self.after(days: days))
                let taken = try await storage.write { store in
                    [
                        try store.marks.markNonce("n", of: Sample.appID, at: Self.after(days: days)),
                        try store.marks.markCode(code, at: Self.after(days: days)),
                    ]
                }
                #expect(taken == [isFirst, isFirst])
            }
        }
    }
}

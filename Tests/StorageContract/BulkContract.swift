import HealthCardDomain
import HealthCardServices
import Storage
import TestSupport
import Testing

/// Many rows at once, by the fastest way of each engine: the same rows as one by one.
struct BulkContract {
    private struct Interrupted: Error {}

    private static let tag = PopulationTag(trusted: "poverty-2026")

    /// More than one statement of look-ups, with texts of every kind.
    private static func residents(_ count: Int = 600, in storage: any Storage) throws -> [SealedResident] {
        try (1...count).map { number in
            let identity = try Sample.identity(
                sequence: number,
                name: number.isMultiple(of: 2) ? "王五" : "古丽·阿依夏木",
                phone: number.isMultiple(of: 3) ? nil : "13800000001",
                address: number.isMultiple(of: 5) ? nil : "杏林市一号路 \"1\" 号, N\\A"
            )
            return try storage.seal(identity, as: PersonID(randomBytes: Sample.randomBytes(32)))
        }
    }

    private static func card(of resident: SealedResident) -> Card {
        Card(preissuing: CardID(randomBytes: Sample.randomBytes(32)), to: resident.id, at: Sample.instant)
    }

    @Test(arguments: ContractDriver.allCases)
    func `people added at once are read as those added one by one`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let residents = try Self.residents(in: storage)
            let cards = residents.map(Self.card)
            let entries = residents.map { resident in
                AuditEntry(
                    at: Sample.instant,
                    operation: .cardPreissue,
                    outcome: AuditEntry.succeeded,
                    role: .centre,
                    actor: Sample.clerkID.text,
                    personID: resident.id,
                    requestID: RequestID(trusted: "import")
                )
            }
            let known = try await storage.write { store in
                let documents = residents.map(\.identity.document)
                let before = try store.persons.areKnown(documents)
                try store.persons.add(Array(residents.dropLast()), at: Sample.instant)
                try store.cards.add(cards.dropLast())
                try store.audit.append(entries)
                try store.imports.tag(residents.dropLast().map(\.id), as: Self.tag, by: "run-1")
                return (before: before, after: try store.persons.areKnown(documents))
            }
            #expect(known.before == Array(repeating: false, count: residents.count))
            #expect(known.after == Array(repeating: true, count: residents.count - 1) + [false])
            try await storage.read { store throws in
                for (resident, card) in zip(residents, cards).dropLast() {
                    let found = try #require(try store.persons.find(document: resident.identity.document))
                    #expect(found.id == resident.id && found.identity == resident.identity && found.version == 1)
                    #expect(found.createdAt == Sample.instant && found.changedAt == Sample.instant)
                    #expect(try store.cards.find(of: resident.id) == card)
                }
                let log = try store.audit.newest(limit: 1_000).reversed()
                #expect(log.map(\.personID) == entries.map(\.personID))
                #expect(log.last?.cardID == nil && log.last?.actor == Sample.clerkID.text)
                #expect(try store.imports.coverage(of: Self.tag).persons == residents.count - 1)
                #expect(try store.persons.areKnown([]).isEmpty)
            }
            let other = try await storage.write { store in
                try store.imports.tag(residents[0].id, as: Self.tag, by: "run-2")
            }
            #expect(other == "run-1")
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `an error behind many rows undoes them all`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let residents = try Self.residents(20, in: storage)
            await #expect(throws: Interrupted.self) {
                try await storage.write { store in
                    try store.persons.add(residents, at: Sample.instant)
                    try store.cards.add(residents.map(Self.card))
                    throw Interrupted()
                }
            }
            #expect(try await storage.read { try $0.figures.personCount() } == 0)
            try await storage.write { try $0.persons.add(residents, at: Sample.instant) }
            #expect(try await storage.read { try $0.figures.personCount() } == 20)
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `one row that breaks a rule refuses all of them and names no value`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let residents = try Self.residents(20, in: storage)
            try await storage.write { try $0.persons.add([residents[7]], at: Sample.instant) }
            let twice = try storage.seal(residents[7].identity, as: PersonID(randomBytes: Sample.randomBytes(32)))
            let error = await #expect(throws: StorageFault.self) {
                try await storage.write { try $0.persons.add(Array(residents[..<7]) + [twice], at: Sample.instant) }
            }
            guard case .ruleBroken(.unique, _) = error else {
                Issue.record("a number that is taken is refused by its rule, not by \(String(describing: error))")
                return
            }
            #expect(!String(describing: error).contains(residents[7].identity.document.text))
            #expect(try await storage.read { try $0.figures.personCount() } == 1)
            let stranger = Self.card(of: residents[0])
            await #expect(throws: StorageFault.self) { try await storage.write { try $0.cards.add([stranger]) } }
            // The connection serves on.
            try await storage.write { try $0.persons.add(Array(residents[..<7]), at: Sample.instant) }
            #expect(try await storage.read { try $0.figures.personCount() } == 8)
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `a read writes no rows at once`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let residents = try Self.residents(2, in: storage)
            await #expect(throws: StorageFault.readOnly) {
                try await storage.read { try $0.persons.add(residents, at: Sample.instant) }
            }
            #expect(try await storage.read { try $0.figures.personCount() } == 0)
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `cells sealed before the key moved on are sealed anew`(driver: ContractDriver) async throws {
        let keys = try TestKeys()
        try await driver.withRegion(keys: keys) { storage in
            let residents = try Self.residents(3, in: storage)
            try keys.rotateColumns()
            try await storage.write { try $0.persons.add(residents, at: Sample.instant) }
            #expect(try await storage.read { try $0.keys.sealedCount(.column, version: 1) } == 0)
            let found = try await storage.read { try $0.persons.find(residents[1].id) }
            #expect(found?.identity == residents[1].identity)
        }
    }
}

import HealthCardDomain
import HealthCardServices
import Storage
import Testing

struct PersonContract {
    @Test(arguments: ContractDriver.allCases)
    func `a person is found by id and by document, as written`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let person = Sample.person(try Sample.identity())
            try await storage.write { try $0.persons.add(person) }
            let byID = try #require(try await storage.read { try $0.persons.find(person.id) })
            let byDocument = try #require(
                try await storage.read { try $0.persons.find(document: person.identity.document) }
            )
            for found in [byID, byDocument] {
                #expect(found.id == person.id)
                #expect(found.identity == person.identity)
                #expect(found.version == 1)
                #expect(found.createdAt == Sample.instant)
                #expect(found.changedAt == Sample.instant)
            }
            let other = try Sample.identity(sequence: 2).document
            #expect(try await storage.read { try $0.persons.find(document: other) } == nil)
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `an answer gets the fields it may show, and those that are empty are left out`(
        driver: ContractDriver
    ) async throws {
        try await driver.withRegion { storage in
            let person = Sample.person(try Sample.identity())
            let card = try Sample.card(of: person.id, by: nil)
            try await storage.write { store in
                try store.persons.add(person)
                try store.cards.add(card)
            }
            for fields in [ResidentField.allCases, ResidentField.hint, [.gender], []] {
                let shown = try #require(
                    try await storage.read { try $0.persons.holder(of: card.id)?.disclosure(showing: fields) }
                )
                let expected = Disclosure(of: person, showing: fields)
                #expect(shown.shown == expected.shown)
                #expect(shown.fields.map(\.value.exposed) == expected.fields.map(\.value.exposed))
            }
            #expect(try await storage.read { try $0.persons.holder(of: card.id)?.card } == card)
            let nobodys = CardID(randomBytes: Sample.randomBytes(32))
            #expect(try await storage.read { try $0.persons.holder(of: nobodys)?.card } == nil)
        }
    }

    @Test(
        arguments: ContractDriver.allCases,
        ["张三", "阿卜杜拉·买买提", "𠮷野家", "龘𪚥𠀀", "José", "Jose\u{301}"]
    )
    func `names come back byte for byte`(driver: ContractDriver, name: String) async throws {
        try await driver.withRegion { storage in
            let address = "𠀀号路 1-1 ＡＢ㐀"
            let person = Sample.person(try Sample.identity(name: name, address: address))
            try await storage.write { try $0.persons.add(person) }
            let found = try #require(try await storage.read { try $0.persons.find(person.id) })
            #expect(Array(found.identity.name.text.utf8) == Array(name.utf8))
            #expect(found.identity.address.map { Array($0.exposed.utf8) } == Array(address.utf8))
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `64 adds of one identifier at once make one person`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let identity = try Sample.identity()
            let outcomes = await withTaskGroup(of: Result<Void, any Error>.self) { group in
                for _ in 0..<64 {
                    group.addTask {
                        do {
                            return .success(try await storage.write { try $0.persons.add(Sample.person(identity)) })
                        } catch {
                            return .failure(error)
                        }
                    }
                }
                var outcomes: [Result<Void, any Error>] = []
                for await outcome in group { outcomes.append(outcome) }
                return outcomes
            }
            let conflicts = outcomes.filter {
                if case .failure(StorageConflict.identifierTaken) = $0 { true } else { false }
            }
            let winners = outcomes.filter { if case .success = $0 { true } else { false } }
            #expect(winners.count == 1)
            #expect(conflicts.count == 63)
            #expect(try await storage.read { try $0.figures.personCount() } == 1)
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `a change needs the version before it, and the newest is read`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let first = Sample.person(try Sample.identity())
            var second = first
            try second.update(
                to: Sample.identity(name: "张三丰", phone: "13900000002"),
                at: Sample.after(milliseconds: 1)
            )
            let changed = second
            try await storage.write { store in
                try store.persons.add(first)
                try store.persons.save(changed)
            }
            await #expect(throws: StorageConflict.versionMoved) {
                try await storage.write { try $0.persons.save(changed) }
            }
            let found = try #require(try await storage.read { try $0.persons.find(first.id) })
            #expect(found.version == 2)
            #expect(found.identity == changed.identity)
            #expect(found.createdAt == Sample.instant)
            #expect(found.changedAt == Sample.after(milliseconds: 1))
        }
    }
}

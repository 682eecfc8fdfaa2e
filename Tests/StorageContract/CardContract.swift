import HealthCardDomain
import HealthCardServices
import Storage
import Testing

struct CardContract {
    @Test(arguments: ContractDriver.allCases)
    func `a card is found by id and by person, as written`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let person = Sample.person(try Sample.identity())
            let card = try Sample.card(of: person.id)
            try await storage.write { store in
                try store.persons.add(person)
                try store.cards.add(card)
            }
            #expect(try await storage.read { try $0.cards.find(card.id) } == card)
            #expect(try await storage.read { try $0.cards.find(of: person.id) } == card)
            let unknown = CardID(randomBytes: Sample.randomBytes(32))
            #expect(try await storage.read { try $0.cards.find(unknown) } == nil)
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `a person has one card, cancelled or not`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let person = Sample.person(try Sample.identity())
            var card = try Sample.card(of: person.id)
            let issued = card
            try card.cancel(at: Sample.after(milliseconds: 5))
            let cancelled = card
            try await storage.write { store in
                try store.persons.add(person)
                try store.cards.add(issued)
                try store.cards.save(cancelled)
            }
            #expect(try await storage.read { try $0.cards.find(issued.id) } == cancelled)
            let second = try Sample.card(of: person.id)
            await #expect(throws: StorageConflict.cardTaken) {
                try await storage.write { try $0.cards.add(second) }
            }
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `64 cards for one person at once leave one`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let person = Sample.person(try Sample.identity())
            try await storage.write { try $0.persons.add(person) }
            let wins = await withTaskGroup(of: Bool?.self) { group in
                for _ in 0..<64 {
                    group.addTask {
                        do {
                            let card = try Sample.card(of: person.id)
                            try await storage.write { try $0.cards.add(card) }
                            return true
                        } catch StorageConflict.cardTaken {
                            return false
                        } catch {
                            return nil
                        }
                    }
                }
                var wins: [Bool?] = []
                for await win in group { wins.append(win) }
                return wins
            }
            #expect(wins.count { $0 == true } == 1)
            #expect(wins.count { $0 == false } == 63)
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `binding an app again changes nothing`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let person = Sample.person(try Sample.identity())
            let card = try Sample.card(of: person.id, by: nil)
            try await storage.write { store in
                try store.persons.add(person)
                try store.cards.add(card)
            }
            #expect(try await storage.read { try $0.cards.isBound(card.id, to: Sample.appID) } == false)
            for _ in 0..<2 {
                try await storage.write { try $0.cards.bind(card.id, to: Sample.appID, at: Sample.instant) }
            }
            #expect(try await storage.read { try $0.cards.isBound(card.id, to: Sample.appID) })
        }
    }
}

import HealthCardDomain
import HealthCardServices
import Storage
import Testing

struct TransactionContract {
    private struct Refused: Error, Equatable {
        let number: Int
    }

    @Test(arguments: ContractDriver.allCases)
    func `an error undoes all that its closure wrote, and reaches its caller`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let person = Sample.person(try Sample.identity())
            await #expect(throws: Refused(number: 7)) {
                try await storage.write { store in
                    try store.persons.add(person)
                    throw Refused(number: 7)
                }
            }
            #expect(try await storage.read { try $0.persons.find(person.id) } == nil)
            #expect(try await storage.read { try $0.figures.personCount() } == 0)
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `a read cannot write`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            await #expect(throws: StorageFault.readOnly) {
                try await storage.read { try $0.audit.append(Sample.entry()) }
            }
            #expect(try await storage.read { try $0.audit.newest(limit: 10) }.isEmpty)
            // The connection serves on.
            try await storage.write { try $0.audit.append(Sample.entry()) }
            #expect(try await storage.read { try $0.audit.newest(limit: 10) }.count == 1)
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `what a write returned is there for the next read`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            for number in 1...50 {
                try await storage.write { try $0.audit.append(Sample.entry()) }
                #expect(try await storage.read { try $0.audit.newest(limit: 100) }.count == number)
            }
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `among 64 writers at once an error undoes only its own caller`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let failed = await withTaskGroup(of: Int?.self) { group in
                for number in 0..<64 {
                    group.addTask {
                        do {
                            try await storage.write { store in
                                _ = try store.marks.markNonce("n\(number)", of: Sample.appID, at: Sample.instant)
                                if number % 3 == 0 { throw Refused(number: number) }
                            }
                            return nil
                        } catch {
                            return (error as? Refused)?.number == number ? number : -1
                        }
                    }
                }
                var failed: Set<Int> = []
                for await number in group { if let number { failed.insert(number) } }
                return failed
            }
            #expect(failed == Set((0..<64).filter { $0 % 3 == 0 }))
            let unused = try await storage.write { store in
                try (0..<64).filter { try store.marks.markNonce("n\($0)", of: Sample.appID, at: Sample.instant) }
            }
            #expect(unused == (0..<64).filter { $0 % 3 == 0 })
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `a broken rule is a fault that names the rule and no value`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let stranger = PersonID(randomBytes: Sample.randomBytes(32))
            let card = try Sample.card(of: stranger)
            let error = await #expect(throws: StorageFault.self) { try await storage.write { try $0.cards.add(card) } }
            guard case .ruleBroken(.foreignKey, _) = error else {
                Issue.record("a card of nobody is refused by the foreign key, not by \(String(describing: error))")
                return
            }
            #expect(!String(describing: error).contains(stranger.text))
        }
    }
}

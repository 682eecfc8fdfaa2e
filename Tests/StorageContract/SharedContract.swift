import Foundation
import HealthCardDomain
import HealthCardServices
import Storage
import Testing

/// Transactions that asked ahead, many at once: each is what it would have been alone, with whomever it shares a commit.
struct SharedContract {
    private struct Refused: Error {}

    /// What one made-up scan found and did.
    private struct Scan: Sendable {
        let card: Card
        let code: CardCode
        let nonce: String
        let use: Use

        init(of card: Card, code: CardCode? = nil, at milliseconds: Int) {
            self.card = card
            self.code =
                code
                ?? CardCode(
                    dynamic: card.id,
                    token: Sample.randomBytes(16),
                    recordNumber: Sample.app.recordNumber
                )
            nonce = UUID().uuidString
            use = Sample.use(of: card, at: Sample.after(milliseconds: milliseconds))
        }
    }

    /// Scans as the service does.
    private static func run(
        _ scan: Scan,
        in storage: any Storage,
        forgettingToAsk: Bool = false,
        refusing: Bool = false
    ) async throws -> Bool {
        try await storage.write(
            ahead: { store in
                _ = try store.marks.markNonce(scan.nonce, of: Sample.appID, at: Sample.instant)
                if forgettingToAsk { return }
                _ = try store.access.desk(Sample.terminalCode)
                _ = try store.persons.holder(of: scan.card.id)
                _ = try store.marks.markCode(scan.code, at: Sample.instant)
            }
        ) { store in
            guard try store.marks.markNonce(scan.nonce, of: Sample.appID, at: Sample.instant) else { return false }
            let desk = try #require(try store.access.desk(Sample.terminalCode))
            #expect(desk.terminal == Sample.terminal && desk.institution == Sample.institution)
            let holder = try #require(try store.persons.holder(of: scan.card.id))
            #expect(holder.card == scan.card)
            #expect(try holder.disclosure(showing: [.name])[.name]?.exposed == "张三")
            if refusing { throw Refused() }
            guard try store.marks.markCode(scan.code, at: Sample.instant) else { return false }
            guard try store.uses.add(scan.use) else { return false }
            try store.audit.append(Sample.entry(about: holder.card.personID, shown: [.name]))
            return true
        }
    }

    private static func cards(_ count: Int, in storage: any Storage) async throws -> [Card] {
        let people = try (1...count).map { Sample.person(try Sample.identity(sequence: $0)) }
        let cards = try people.map { try Sample.card(of: $0.id) }
        try await storage.write { store in
            for person in people { try store.persons.add(person) }
            for card in cards { try store.cards.add(card) }
        }
        return cards
    }

    @Test(arguments: ContractDriver.allCases)
    func `300 scans at once are each stored once`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let cards = try await Self.cards(20, in: storage)
            let scans = (0..<300).map { Scan(of: cards[$0 % cards.count], at: $0) }
            let done = try await withThrowingTaskGroup(of: Bool.self) { group in
                for scan in scans { group.addTask { try await Self.run(scan, in: storage) } }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(done == 300)
            let stored = try await storage.read { store in
                (try scans.map { try store.uses.find($0.use.id) }, try store.audit.newest(limit: 1_000).count)
            }
            #expect(stored.0 == scans.map(\.use))
            #expect(stored.1 == 300)
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `of 64 scans of one code at once one is accepted, and its neighbours all are`(
        driver: ContractDriver
    ) async throws {
        try await driver.withRegion { storage in
            let cards = try await Self.cards(2, in: storage)
            let same = Scan(of: cards[0], at: 0).code
            let (accepted, others) = try await withThrowingTaskGroup(of: (Bool, Bool).self) { group in
                for number in 1...64 {
                    group.addTask {
                        (try await Self.run(Scan(of: cards[0], code: same, at: number), in: storage), true)
                    }
                    group.addTask { (try await Self.run(Scan(of: cards[1], at: number), in: storage), false) }
                }
                return try await group.reduce(into: (0, 0)) { counts, one in
                    guard one.0 else { return }
                    if one.1 { counts.0 += 1 } else { counts.1 += 1 }
                }
            }
            #expect(accepted == 1)
            #expect(others == 64)
            #expect(try await storage.read { try $0.audit.newest(limit: 1_000).count } == 65)
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `what is refused leaves nothing, its marks neither`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let card = try #require(try await Self.cards(1, in: storage).first)
            let scans = (0..<64).map { Scan(of: card, at: $0) }
            let (done, refused) = try await withThrowingTaskGroup(of: Bool?.self) { group in
                for (number, scan) in scans.enumerated() {
                    group.addTask {
                        do {
                            return try await Self.run(scan, in: storage, refusing: number % 2 == 0)
                        } catch is Refused {
                            return nil
                        }
                    }
                }
                return try await group.reduce(into: (0, 0)) { counts, one in
                    if one == true { counts.0 += 1 }
                    if one == nil { counts.1 += 1 }
                }
            }
            #expect(done == 32)
            #expect(refused == 32)
            // Their nonces and codes were never used, so the same scans pass now.
            for (number, scan) in scans.enumerated() {
                #expect(try await Self.run(scan, in: storage) == (number % 2 == 0))
            }
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `a scan that asked for too little is answered all the same`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let card = try #require(try await Self.cards(1, in: storage).first)
            let done = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<64 {
                    group.addTask {
                        let scan = Scan(of: card, at: number)
                        return try await Self.run(scan, in: storage, forgettingToAsk: number % 4 == 0)
                    }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(done == 64)
            #expect(try await storage.read { try $0.audit.newest(limit: 1_000).count } == 64)
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `a row that breaks a rule fails its own transaction and no neighbour's`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let card = try #require(try await Self.cards(1, in: storage).first)
            let nobodys = try Sample.card(of: PersonID(randomBytes: Sample.randomBytes(32)))
            let (done, failed) = try await withThrowingTaskGroup(of: Bool?.self) { group in
                for number in 0..<64 {
                    group.addTask {
                        do {
                            return try await storage.write(ahead: { _ in }) { store in
                                let owner = number == 7 ? nobodys : card
                                return try store.uses.add(
                                    Sample.use(of: owner, at: Sample.after(milliseconds: number))
                                )
                            }
                        } catch is StorageFault {
                            return nil
                        }
                    }
                }
                return try await group.reduce(into: (0, 0)) { counts, one in
                    if one == true { counts.0 += 1 }
                    if one == nil { counts.1 += 1 }
                }
            }
            #expect(done == 63)
            #expect(failed == 1)
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `looking up ahead shows what a look-up shows, and marks nothing`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let cards = try await Self.cards(20, in: storage)
            let unmarked = Scan(of: cards[0], at: 0).code
            let found = try await withThrowingTaskGroup(of: Card?.self) { group in
                for number in 0..<100 {
                    group.addTask {
                        let card = cards[number % cards.count]
                        return try await storage.read(
                            ahead: { store in
                                _ = try store.cards.find(card.id)
                                _ = try store.marks.markCode(unmarked, at: Sample.instant)
                            }
                        ) { store in
                            // Asked for by every second only.
                            if number % 2 == 0 { _ = try store.persons.find(card.personID) }
                            return try store.cards.find(card.id)
                        }
                    }
                }
                return try await group.reduce(into: [Card?]()) { $0.append($1) }
            }
            #expect(found.allSatisfy { $0 != nil })
            #expect(Set(found.map { $0?.id.text }) == Set(cards.map(\.id.text)))
            #expect(try await storage.write { try $0.marks.markCode(unmarked, at: Sample.instant) })
        }
    }
}

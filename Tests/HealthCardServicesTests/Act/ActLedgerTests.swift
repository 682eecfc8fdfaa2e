import HealthCardDomain
import HealthCardServices
import TestSupport
import Testing

struct ActLedgerTests {
    private struct Fault: Error {}

    @Test func `a fault leaves nothing behind, its nonce included`() async throws {
        let counted = try await CountedWorld()
        let act = counted.world.act(nonce: "nonce-of-16-chars")
        let before = try counted.counts()
        await #expect(throws: Fault.self) {
            try await counted.world.services.ledger.perform(.cardRead, by: act) { _, _ in throw Fault() }
        }
        #expect(try counted.growth(since: before) == [:])
        try await counted.remove()
    }

    @Test func `a refusal undoes what the act wrote before it`() async throws {
        let counted = try await CountedWorld()
        let before = try counted.counts()
        let person = Person(
            registering: try MadeUpResident.identity(1),
            id: PersonID(randomBytes: Array(repeating: 1, count: 32)),
            at: counted.world.clock.now
        )
        let code = try await recordedRefusal {
            try await counted.world.services.ledger.perform(.cardRegister, by: counted.world.act()) { store, _ in
                try store.persons.add(person)
                throw CardRefusal.notFound
            }
        }
        #expect(code == .cardNotFound)
        #expect(try counted.growth(since: before) == ["audit_entries": 1])
        try await counted.remove()
    }

    @Test func `one nonce of two apps is two nonces`() async throws {
        let world = try await World()
        for app in [TestRegion.app, TestRegion.bankApp] {
            try await world.services.ledger.perform(.cardRead, by: world.act(.app(app), nonce: "nonce-of-16-chars")) {
                _,
                _ in
            }
        }
        let replayed = try await recordedRefusal {
            try await world.services.ledger.perform(
                .cardRead,
                by: world.act(nonce: "nonce-of-16-chars")
            ) { _, _ in }
        }
        #expect(replayed == .nonceReplayed)
    }

    @Test func `a conflict with another node is tried again, three times at most`() async throws {
        let world = try await World()
        let tries = Counter()
        try await world.services.ledger.perform(.cardRead, by: world.act()) { _, _ in
            if tries.next() < 3 { throw StorageConflict.identifierTaken }
        }
        #expect(tries.count == 3)
        let more = Counter()
        await #expect(throws: StorageConflict.cardTaken) {
            try await world.services.ledger.perform(.cardRead, by: world.act()) { _, _ in
                _ = more.next()
                throw StorageConflict.cardTaken
            }
        }
        #expect(more.count == 3)
    }

    @Test func `a refusal that is recorded beforehand shows nothing and names its act`() async throws {
        let world = try await World()
        var trace = Trace()
        trace.shown = [.name]
        try await world.services.ledger.record(
            RequestRefusal.bodyMalformed,
            of: .codeScan,
            by: world.act(nonce: "nonce-of-16-chars"),
            trace: trace
        )
        let entry = try #require(try await world.audit().last)
        #expect(entry.outcome == "body_malformed" && entry.operation == .codeScan && entry.shown.isEmpty)
        #expect(entry.requestID.text == "request")
    }
}

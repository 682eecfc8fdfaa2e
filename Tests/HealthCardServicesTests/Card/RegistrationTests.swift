import HealthCardDomain
import HealthCardServices
import SMCrypto
import TestSupport
import Testing

struct RegistrationTests {
    @Test func `a new number makes a person and an active card, with ids that differ`() async throws {
        let world = try await World()
        let answer = try await world.register(1)
        #expect(answer.outcome == .created && answer.status == .active)
        #expect(answer.personID.text != answer.cardID.text)
        let entry = try #require(try await world.audit().last)
        #expect(entry.operation == .cardRegister && entry.outcome == "ok" && entry.actor == "region")
        #expect(entry.personID == answer.personID && entry.cardID == answer.cardID)
        #expect(entry.shown.isEmpty)
    }

    @Test func `the same number again, by another app too, finds the same person and card`() async throws {
        let world = try await World()
        let first = try await world.register(1)
        for actor in [Actor.app(TestRegion.app), .app(TestRegion.bankApp), .account(TestRegion.clerk)] {
            let again = try await world.register(1, by: actor)
            #expect(again.outcome == .existing)
            #expect(again.personID == first.personID && again.cardID == first.cardID)
        }
        #expect(try await world.storage.read { try $0.figures.personCount() } == 1)
    }

    @Test func `another number is another person, even under the same name`() async throws {
        let world = try await World()
        let first = try await world.register(1)
        let second = try await world.register(2)
        #expect(first.personID != second.personID && first.cardID != second.cardID)
    }

    @Test func `the same number under another name is refused, and nothing is written`() async throws {
        let world = try await World()
        _ = try await world.register(1)
        let code = try await recordedRefusal {
            _ = try await world.services.cards.register(
                world.application(1, name: "李四"),
                key: nil,
                by: world.act(.app(TestRegion.bankApp))
            )
        }
        #expect(code == .personNameDiffers)
        #expect(try await world.audit().last?.outcome == "person_name_differs")
        #expect(try await world.storage.read { try $0.figures.cardCounts() } == [.active: 1])
    }

    @Test func `what a simulator passed is a proofing in a sandbox only`() async throws {
        let world = try await World()
        let identity = try MadeUpResident.identity(1)
        let proofing = try await world.services.proofing.proof(identity, by: world.act())
        let request = RegistrationRequest(identity: identity, proofing: proofing, channel: .selfService)
        let cards = CardService(ledger: world.services.ledger, ambient: world.ambient, acceptsSimulated: false)
        let code = try await recordedRefusal { _ = try await cards.register(request, key: nil, by: world.act()) }
        #expect(code == .proofingMethodUnknown)
        #expect(try await world.storage.read { try $0.figures.personCount() } == 0)
        #expect(try await world.services.cards.register(request, key: nil, by: world.act()).outcome == .created)
    }

    @Test func `a cancelled card is restored with its id and a new proofing`() async throws {
        let world = try await World()
        let first = try await world.register(1)
        _ = try await world.services.cards.cancel(first.cardID, key: nil, by: world.act())
        world.clock.advance(by: 60)
        let again = try await world.services.cards.register(
            world.application(1, verifier: "reader-2"),
            key: nil,
            by: world.act()
        )
        #expect(
            again
                == Registration(
                    outcome: .restored,
                    personID: first.personID,
                    cardID: first.cardID,
                    status: .active
                )
        )
        let card = try #require(try await world.storage.read { try $0.cards.find(first.cardID) })
        #expect(card.proofing?.verifier == "reader-2")
        #expect(card.statusChangedAt == world.clock.now)
        #expect(card.issuedAt == TestClock.start)
    }

    @Test func `a suspended card is found as it is by an app, and comes back when its holder applies`() async throws {
        let world = try await World()
        let first = try await world.register(1)
        let phone = try MadeUpResident.phone(1)
        try await world.storage.write { store in
            var card = try #require(try store.cards.find(first.cardID))
            try card.suspend(at: TestClock.start)
            try store.cards.save(card)
        }
        let byApp = try await world.register(1)
        #expect(byApp.outcome == .existing && byApp.status == .suspended)
        let byHolder = try await world.register(1, by: .resident(phone, persons: []))
        #expect(byHolder.outcome == .restored && byHolder.status == .active)
        #expect(byHolder.cardID == first.cardID)
        #expect(try await world.storage.read { try $0.signIns.persons(of: phone) } == [first.personID])
    }

    @Test func `the same key answers the same, and a new proofing time does not matter`() async throws {
        let world = try await World()
        let key = try IdempotencyKey("key-00000001")
        let first = try await world.services.cards.register(world.application(1), key: key, by: world.act())
        world.clock.advance(by: 3_600)
        let again = try await world.services.cards.register(world.application(1), key: key, by: world.act())
        #expect(again == first)
        #expect(first.outcome == .created)
    }

    @Test func `a key that was used for another request is refused`() async throws {
        let world = try await World()
        let key = try IdempotencyKey("key-00000001")
        let first = try await world.services.cards.register(world.application(1), key: key, by: world.act())
        for other in [
            try world.application(2), try world.application(1, name: "李四"),
            try world.application(1, verifier: "reader-2"),
        ] {
            let code = try await recordedRefusal {
                _ = try await world.services.cards.register(other, key: key, by: world.act())
            }
            #expect(code == .idempotencyKeyReused)
        }
        let cancelled = try await recordedRefusal {
            _ = try await world.services.cards.cancel(first.cardID, key: key, by: world.act())
        }
        #expect(cancelled == .idempotencyKeyReused)
    }

    @Test func `one key of two callers is two keys`() async throws {
        let world = try await World()
        let key = try IdempotencyKey("key-00000001")
        let first = try await world.services.cards.register(world.application(1), key: key, by: world.act())
        let second = try await world.services.cards.register(
            world.application(2),
            key: key,
            by: world.act(.app(TestRegion.bankApp))
        )
        #expect(first.cardID != second.cardID)
    }

    @Test func `a refused registration leaves its key free`() async throws {
        let world = try await World()
        let key = try IdempotencyKey("key-00000001")
        _ = try await recordedRefusal {
            _ = try await world.services.cards.register(
                world.application(1),
                key: key,
                by: world.act(.app(TestRegion.frozenApp))
            )
        }
        #expect(
            try await world.services.cards.register(world.application(1), key: key, by: world.act()).outcome == .created
        )
    }

    @Test func `64 registrations of one number at once make one person, one card and one creation`() async throws {
        let world = try await World()
        let answers = try await withThrowingTaskGroup(of: Registration.self) { group in
            for index in 0..<64 {
                let actor = Actor.app(index.isMultiple(of: 2) ? TestRegion.app : TestRegion.bankApp)
                group.addTask { try await world.register(1, by: actor) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.count == 64)
        #expect(answers.count { $0.outcome == .created } == 1)
        #expect(answers.count { $0.outcome == .existing } == 63)
        #expect(Set(answers.map(\.cardID)).count == 1 && Set(answers.map(\.personID)).count == 1)
        #expect(try await world.storage.read { try $0.figures.personCount() } == 1)
        #expect(try await world.audit().count { $0.operation == .cardRegister } == 64)
    }
}

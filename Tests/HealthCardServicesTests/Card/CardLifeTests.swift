import HealthCardDomain
import HealthCardServices
import TestSupport
import Testing

struct CardLifeTests {
    @Test func `an app that registered the resident reads the card, masked, and the look is recorded`() async throws {
        let world = try await World()
        let card = try await world.register(1)
        let view = try await world.services.cards.card(card.cardID, by: world.act())
        #expect(view.card.id == card.cardID)
        #expect(view.resident[.nameMasked]?.exposed == "张*")
        #expect(view.resident[.name] == nil && view.resident[.idNumber] == nil && view.resident[.phone] == nil)
        let entry = try #require(try await world.audit().last)
        #expect(entry.operation == .cardRead && entry.shown == view.resident.shown && !entry.shown.isEmpty)
    }

    @Test func `knowing a card id is no authority`() async throws {
        let world = try await World()
        let card = try await world.register(1)
        let stranger = Actor.resident(try MadeUpResident.phone(9), persons: [])
        for (actor, expected) in [
            (Actor.app(TestRegion.hospitalApp), ProblemCode.cardNotBound), (stranger, .cardNotFound),
        ] {
            let read = try await recordedRefusal {
                _ = try await world.services.cards.card(card.cardID, by: world.act(actor))
            }
            #expect(read == expected)
            let cancelled = try await recordedRefusal {
                _ = try await world.services.cards.cancel(card.cardID, key: nil, by: world.act(actor))
            }
            #expect(cancelled == expected)
            let code = try await recordedRefusal {
                _ = try await world.services.codes.generate(.static, of: card.cardID, by: world.act(actor))
            }
            #expect(code == expected)
        }
        let refused = try await world.audit().filter { $0.outcome == "card_not_bound" }
        #expect(refused.count == 3)
        // A refused look at a card is a look for the auditor: the entry names the card, and shows nothing.
        #expect(refused.allSatisfy { $0.cardID == card.cardID && $0.shown.isEmpty })
    }

    @Test func `cancelling is final, once, and repeatable with its key`() async throws {
        let world = try await World()
        let card = try await world.register(1)
        let key = try IdempotencyKey("cancel-0001")
        let done = try await world.services.cards.cancel(card.cardID, key: key, by: world.act())
        #expect(done.status == .cancelled)
        let again = try await world.services.cards.cancel(card.cardID, key: key, by: world.act())
        #expect(again.status == .cancelled)
        let second = try await recordedRefusal {
            _ = try await world.services.cards.cancel(card.cardID, key: nil, by: world.act())
        }
        #expect(second == .cardNotActive)
        let code = try await recordedRefusal {
            _ = try await world.services.codes.generate(.dynamic, of: card.cardID, by: world.act())
        }
        #expect(code == .cardNotActive)
    }

    @Test func `only the holder resumes a suspended card, with a new proofing`() async throws {
        let world = try await World()
        let phone = try MadeUpResident.phone(1)
        let card = try await world.register(1, by: .resident(phone, persons: []))
        let holder = Actor.resident(phone, persons: [card.personID])
        let proofing = try await world.services.proofing.proof(MadeUpResident.identity(1), by: world.act(holder))
        let early = try await recordedRefusal {
            _ = try await world.services.cards.resume(card.cardID, proofing: proofing, by: world.act(holder))
        }
        #expect(early == .cardNotSuspended)
        try await world.storage.write { store in
            var card = try #require(try store.cards.find(card.cardID))
            try card.suspend(at: TestClock.start)
            try store.cards.save(card)
        }
        let byApp = try await recordedRefusal {
            _ = try await world.services.cards.resume(card.cardID, proofing: proofing, by: world.act())
        }
        #expect(byApp == .operationNotAllowed)
        let resumed = try await world.services.cards.resume(card.cardID, proofing: proofing, by: world.act(holder))
        #expect(resumed.status == .active && resumed.proofing?.method == .simulated)
    }

    @Test func `a resident sees the cards of the persons attached to their phone, and no others`() async throws {
        let world = try await World()
        let phone = try MadeUpResident.phone(1)
        let mine = try await world.register(1, by: .resident(phone, persons: []))
        _ = try await world.register(2)
        let persons = try await world.storage.read { try $0.signIns.persons(of: phone) }
        let views = try await world.services.cards.cards(by: world.act(.resident(phone, persons: persons)))
        #expect(views.map(\.card.id) == [mine.cardID])
    }
}

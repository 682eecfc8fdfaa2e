import HealthCardDomain
import HealthCardServices
import TestSupport
import Testing

struct LookTests {
    /// A resident with `count` scans behind them, one a minute.
    private func scanned(_ world: World, _ count: Int) async throws -> Registration {
        let card = try await world.register(1)
        for _ in 0..<count {
            world.clock.advance(by: 60)
            let text = try await world.services.codes.generate(.dynamic, of: card.cardID, by: world.act()).code.text
            _ = try await world.services.scans.scan(world.scan(text, step: .charging), by: world.act())
        }
        return card
    }

    private func holder(_ card: Registration) throws -> Actor {
        .resident(try MadeUpResident.phone(1), persons: [card.personID])
    }

    @Test func `a resident sees each scan, newest first, with place, step, purpose and what was shown`() async throws {
        let world = try await World()
        let card = try await scanned(world, 3)
        let page = try await world.services.looks.looks(
            of: card.cardID,
            after: nil,
            limit: 20,
            by: world.act(holder(card))
        )
        #expect(page.looks.count == 3 && page.next == nil)
        #expect(page.looks.map(\.at) == page.looks.map(\.at).sorted(by: >))
        for look in page.looks {
            #expect(look.institution?.nameChinese == "杏林市第一医院" && look.department?.code == "0300")
            #expect(look.step == .charging && look.purpose == "诊疗" && look.operatorID?.text == "N1001")
            #expect(look.shown == [.name, .idNumberMasked] && look.role == .app && look.actor == "region")
            #expect(!look.isDisputed)
        }
    }

    @Test func `pages follow one another without a gap or a double, while new looks arrive`() async throws {
        let world = try await World()
        let card = try await scanned(world, 7)
        let actor = try holder(card)
        var seen: [Int64] = []
        var cursor: LookCursor?
        repeat {
            let page = try await world.services.looks.looks(
                of: card.cardID,
                after: cursor,
                limit: 3,
                by: world.act(actor)
            )
            #expect(page.looks.count <= 3)
            seen += page.looks.map(\.id)
            cursor = page.next
            _ = try await world.services.cards.card(card.cardID, by: world.act())
        } while cursor != nil
        #expect(seen.count == 7 && seen == seen.sorted(by: >) && Set(seen).count == 7)
    }

    @Test func `a full last page has no next page`() async throws {
        let world = try await World()
        let card = try await scanned(world, 4)
        let page = try await world.services.looks.looks(
            of: card.cardID,
            after: nil,
            limit: 4,
            by: world.act(holder(card))
        )
        #expect(page.looks.count == 4 && page.next == nil)
    }

    @Test func `the resident's own reading, and what was refused, are no looks`() async throws {
        let world = try await World()
        let card = try await scanned(world, 1)
        let actor = try holder(card)
        _ = try await world.services.cards.card(card.cardID, by: world.act(actor))
        _ = try await world.services.cards.cards(by: world.act(actor))
        _ = try await recordedRefusal {
            _ = try await world.services.cards.card(card.cardID, by: world.act(.app(TestRegion.hospitalApp)))
        }
        let text = try await world.services.codes.generate(.dynamic, of: card.cardID, by: world.act()).code.text
        world.clock.advance(by: 600)
        _ = try await recordedRefusal {
            _ = try await world.services.scans.scan(world.scan(text), by: world.act())
        }
        for _ in 0..<2 {
            let page = try await world.services.looks.looks(
                of: card.cardID,
                after: nil,
                limit: 20,
                by: world.act(actor)
            )
            #expect(page.looks.map(\.operation) == [.codeScan])
        }
    }

    @Test func `a resident sees no looks of another`() async throws {
        let world = try await World()
        let card = try await scanned(world, 1)
        let stranger = Actor.resident(try MadeUpResident.phone(9), persons: [])
        let refusal = try await recordedRefusal {
            _ = try await world.services.looks.looks(of: card.cardID, after: nil, limit: 20, by: world.act(stranger))
        }
        #expect(refusal == .cardNotFound)
    }

    @Test func `a disputed look is marked and suspends the card, and its codes stop`() async throws {
        let world = try await World()
        let card = try await scanned(world, 2)
        let actor = try holder(card)
        let looks = try await world.services.looks.looks(of: card.cardID, after: nil, limit: 20, by: world.act(actor))
            .looks
        let text = try await world.services.codes.generate(.dynamic, of: card.cardID, by: world.act()).code.text
        let suspended = try await world.services.looks.dispute(looks[0].id, on: card.cardID, by: world.act(actor))
        #expect(suspended.status == .suspended)
        let scan = try await recordedRefusal {
            _ = try await world.services.scans.scan(world.scan(text), by: world.act())
        }
        #expect(scan == .cardNotActive)
        let again = try await world.services.looks.dispute(looks[0].id, on: card.cardID, by: world.act(actor))
        #expect(again.status == .suspended)
        let after = try await world.services.looks.looks(of: card.cardID, after: nil, limit: 20, by: world.act(actor))
            .looks
        #expect(after.map(\.isDisputed) == [true, false])
    }

    @Test func `only a look about the holder can be disputed, and only by the holder`() async throws {
        let world = try await World()
        let card = try await scanned(world, 1)
        let other = try await world.register(2)
        let actor = try holder(card)
        let looks = try await world.services.looks.looks(of: card.cardID, after: nil, limit: 1, by: world.act(actor))
            .looks
        let mine = try #require(looks.first)
        let others = Actor.resident(try MadeUpResident.phone(2), persons: [other.personID])
        for (look, id, by, expected) in [
            (mine.id, other.cardID, others, ProblemCode.lookNotFound), (mine.id, card.cardID, others, .cardNotFound),
            (999_999, card.cardID, actor, .lookNotFound), (1, card.cardID, actor, .lookNotFound),
            (mine.id, card.cardID, Actor.app(TestRegion.app), .operationNotAllowed),
        ] {
            let refusal = try await recordedRefusal {
                _ = try await world.services.looks.dispute(look, on: id, by: world.act(by))
            }
            #expect(refusal == expected)
        }
        let after = try #require(try await world.storage.read { try $0.cards.find(card.cardID) })
        #expect(after.status == .active)
    }

    @Test(arguments: ["", "b", "b0", "b-1", "b01", "b+1", "1", "B1", "b1 ", "b99999999999999999999", "b1\n"])
    func `a cursor is read as it was written, and nothing else`(text: String) {
        #expect(LookCursor(text) == nil)
        #expect(LookCursor(LookCursor(before: 42).text) == LookCursor(before: 42))
    }
}

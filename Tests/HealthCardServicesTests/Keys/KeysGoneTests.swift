import HealthCardDomain
import HealthCardServices
import SMCrypto
import TestSupport
import Testing

/// What goes on and what stops while the key service is gone.
struct KeysGoneTests {
    @Test func `a valid code is accepted without showing anything, and counts as a use once`() async throws {
        let world = try await World()
        let card = try await world.register(1)
        let text = try await world.services.codes.generate(.dynamic, of: card.cardID, by: world.act()).code.text
        world.keys.isServiceGone = true
        let answer = try await world.services.scans.scan(world.scan(text), by: world.act())
        #expect(answer.result == .accepted && answer.withheld == .hsmUnavailable)
        #expect(answer.resident.shown.isEmpty && answer.resident.fields.isEmpty)
        #expect(answer.personID == card.personID && answer.card.id == card.cardID)
        let use = try #require(try await world.storage.read { try $0.uses.find(answer.useID) })
        #expect(use.personID == card.personID && use.result == .accepted && use.usedAt == world.clock.now)
        let entry = try #require(try await world.audit().last)
        #expect(entry.operation == .codeScan && entry.outcome == "ok" && entry.shown.isEmpty)
        #expect(entry.personID == card.personID && entry.terminal == TestRegion.terminal)
        let again = try await recordedRefusal {
            _ = try await world.services.scans.scan(world.scan(text), by: world.act())
        }
        #expect(again == .codeReplayed)

        world.keys.isServiceGone = false
        world.clock.advance(by: 1)
        let next = try await world.services.codes.generate(.dynamic, of: card.cardID, by: world.act()).code.text
        let later = try await world.services.scans.scan(world.scan(next), by: world.act())
        #expect(later.withheld == nil && later.resident.shown == TreatmentStep.registration.disclosed)
    }

    @Test func `a printed code is a hint of nothing, and can still be made`() async throws {
        let world = try await World()
        let card = try await world.register(1)
        world.keys.isServiceGone = true
        let text = try await world.services.codes.generate(.static, of: card.cardID, by: world.act()).code.text
        let answer = try await world.services.scans.scan(world.scan(text), by: world.act())
        #expect(answer.result == .hint && answer.withheld == .hsmUnavailable && answer.resident.shown.isEmpty)
    }

    @Test func `a forged or expired code and a cancelled card are refused all the same`() async throws {
        let world = try await World()
        let card = try await world.register(1)
        let text = try await world.services.codes.generate(.dynamic, of: card.cardID, by: world.act()).code.text
        world.keys.isServiceGone = true
        func refusal(_ text: String) async throws -> ProblemCode? {
            try await recordedRefusal { _ = try await world.services.scans.scan(world.scan(text), by: world.act()) }
        }
        #expect(try await refusal("\(card.cardID):0:\(String(repeating: "0", count: 32)):R0001") == .codeNotGenuine)
        _ = try await world.services.cards.cancel(card.cardID, key: nil, by: world.act())
        #expect(try await refusal(text) == .cardNotActive)
        world.clock.advance(by: 90)
        #expect(try await refusal(text) == .codeExpired)
    }

    /// The acts that need a key of the service.
    enum Need: String, CaseIterable, Sendable {
        case code, registration, repeatedRegistration, card, query, queryByDocument, update

        var operation: AccessOperation {
            switch self {
            case .code: .codeGenerate
            case .registration, .repeatedRegistration: .cardRegister
            case .card: .cardRead
            case .query, .queryByDocument: .personQuery
            case .update: .personUpdate
            }
        }
    }

    private static func act(_ need: Need, on card: CardID, in world: World) async throws {
        let services = world.services
        switch need {
        case .code: _ = try await services.codes.generate(.dynamic, of: card, by: world.act())
        case .registration: _ = try await world.register(2)
        case .repeatedRegistration: _ = try await world.register(1)
        case .card: _ = try await services.cards.card(card, by: world.act())
        case .query: _ = try await services.persons.query(.card(card), by: world.act())
        case .queryByDocument:
            let document = try MadeUpResident.identity(1).document
            _ = try await services.persons.query(.document(document), by: world.act())
        case .update:
            _ = try await services.persons.update(
                holderOf: card,
                key: nil,
                digest: SM3.hash([1]),
                by: world.act()
            ) { _ in try MadeUpResident.identity(1, name: "张三丰") }
        }
    }

    @Test(arguments: Need.allCases)
    func `what needs the key service is refused, leaves an audit entry and nothing else, and works later`(
        need: Need
    ) async throws {
        let counted = try await CountedWorld()
        let world = counted.world
        let card = try await world.register(1).cardID
        let before = try counted.counts()
        world.keys.isServiceGone = true
        let refusal = try await recordedRefusal { try await Self.act(need, on: card, in: world) }
        #expect(refusal == .hsmUnavailable)
        #expect(try counted.growth(since: before) == ["audit_entries": 1])
        let entry = try #require(try await world.audit().last)
        #expect(entry.outcome == "hsm_unavailable" && entry.operation == need.operation && entry.shown.isEmpty)
        world.keys.isServiceGone = false
        try await Self.act(need, on: card, in: world)
        #expect(try await world.audit().last?.outcome == "ok")
        try await counted.remove()
    }

    @Test func `whoever may not make codes hears so, and not of the key service`() async throws {
        let world = try await World()
        let card = try await world.register(1).cardID
        world.keys.isServiceGone = true
        let refusal = try await recordedRefusal {
            _ = try await world.services.codes.generate(.dynamic, of: card, by: world.act(.app(TestRegion.idleApp)))
        }
        #expect(refusal == .operationNotAllowed)
    }

    @Test func `callers are still known by their secrets, and residents found by phone`() async throws {
        let world = try await World()
        _ = try await world.register(1)
        world.keys.isServiceGone = true
        let (id, phone) = (TestRegion.app.id, try MadeUpResident.phone(1))
        let credentials = try await world.storage.read { try $0.access.credentials(of: id) }
        #expect(credentials.contains(.secret(Sensitive(TestRegion.secret(of: id)))))
        #expect(try await world.storage.read { try $0.signIns.persons(of: phone) }.isEmpty)
    }
}

import HealthCardDomain
import HealthCardServices
import TestSupport
import Testing

struct CodeGenerationTests {
    @Test func `a dynamic code states how long it lives, and carries the app's number`() async throws {
        let world = try await World()
        let card = try await world.register()
        let issued = try await world.services.codes.generate(.dynamic, of: card.cardID, by: world.act())
        #expect(issued.code.cardID == card.cardID)
        #expect(issued.code.recordNumber == TestRegion.app.recordNumber)
        #expect(issued.validSeconds == 54)
        #expect(issued.validUntil == TimeStep(at: world.clock.now).lastAccepted)
    }

    @Test func `two codes of one moment differ`() async throws {
        let world = try await World()
        let card = try await world.register()
        let first = try await world.services.codes.generate(.dynamic, of: card.cardID, by: world.act())
        let second = try await world.services.codes.generate(.dynamic, of: card.cardID, by: world.act())
        #expect(first.code.token != second.code.token)
    }

    @Test func `a static code has no end and no token`() async throws {
        let world = try await World()
        let card = try await world.register()
        let issued = try await world.services.codes.generate(.static, of: card.cardID, by: world.act())
        #expect(issued.validSeconds == nil && issued.validUntil == nil && issued.code.token.isEmpty)
    }

    @Test func `the pages' codes carry the platform's own number`() async throws {
        let world = try await World()
        let phone = try MadeUpResident.phone(1)
        let card = try await world.register(1, by: .resident(phone, persons: []))
        let holder = Actor.resident(phone, persons: [card.personID])
        let issued = try await world.services.codes.generate(.dynamic, of: card.cardID, by: world.act(holder))
        #expect(issued.code.recordNumber == TestRegion.ownRecordNumber)
        let answer = try await world.services.scans.scan(world.scan(issued.code.text), by: world.act())
        #expect(answer.result == .accepted)
    }

    @Test func `no code holds a personal value`() async throws {
        let world = try await World()
        let card = try await world.register()
        for type in CodeType.allCases {
            let text = try await world.services.codes.generate(type, of: card.cardID, by: world.act()).code.text
            for secret in [MadeUpResident.number(1), try MadeUpResident.phone(1).text, "张三", card.personID.text] {
                #expect(!text.contains(secret))
            }
            #expect(text.utf8.allSatisfy { (0x21...0x7E).contains($0) })
        }
    }

    @Test func `an absent card is told as such`() async throws {
        let world = try await World()
        let id = CardID(randomBytes: Array(repeating: 0, count: 32))
        let code = try await recordedRefusal {
            _ = try await world.services.codes.generate(.dynamic, of: id, by: world.act())
        }
        #expect(code == .cardNotFound)
    }
}

import Foundation
import HealthCardDomain
import HealthCardServices
import TestSupport
import Testing

struct ScanTests {
    private func code(_ world: World, _ type: CodeType = .dynamic, of card: CardID) async throws -> String {
        try await world.services.codes.generate(type, of: card, by: world.act()).code.text
    }

    @Test(arguments: TreatmentStep.allCases)
    func `an accepted scan shows exactly what its step may see, and is a use and a look`(
        step: TreatmentStep
    ) async throws {
        let world = try await World()
        let card = try await world.register()
        let text = try await code(world, of: card.cardID)
        let answer = try await world.services.scans.scan(world.scan(text, step: step), by: world.act())
        #expect(answer.result == .accepted && answer.personID == card.personID && answer.card.id == card.cardID)
        #expect(answer.resident.shown == step.disclosed)
        let use = try #require(try await world.storage.read { try $0.uses.find(answer.useID) })
        #expect(use.cardID == card.cardID && use.step == step && use.result == .accepted && use.codeType == .dynamic)
        #expect(use.institution == TestRegion.hospital && use.department.code == "0300")
        #expect(use.app == TestRegion.app.id && use.usedAt == world.clock.now)
        let entry = try #require(try await world.audit().last)
        #expect(entry.operation == .codeScan && entry.outcome == "ok" && entry.shown == step.disclosed)
        #expect(entry.terminal == TestRegion.terminal && entry.operatorID?.text == "N1001" && entry.purpose == "诊疗")
    }

    @Test func `a code is accepted once, on any terminal, in upper or lower case`() async throws {
        let world = try await World()
        let card = try await world.register()
        let text = try await code(world, of: card.cardID)
        _ = try await world.services.scans.scan(world.scan(text), by: world.act())
        world.clock.advance(by: 1)
        let fields = text.split(separator: ":")
        let lower = fields.prefix(3).joined(separator: ":").lowercased() + ":" + fields[3]
        for (again, terminal) in [
            (text, TestRegion.terminal), (text, TestRegion.otherTerminal), (lower, TestRegion.terminal),
            (text + "\n", TestRegion.terminal),
        ] {
            let refusal = try await recordedRefusal {
                _ = try await world.services.scans.scan(world.scan(again, terminal: terminal), by: world.act())
            }
            #expect(refusal == .codeReplayed)
        }
    }

    @Test func `32 scans of one code at once are one accepted and 31 replayed`() async throws {
        let world = try await World()
        let card = try await world.register()
        let text = try await code(world, of: card.cardID)
        let outcomes = await withTaskGroup(of: ProblemCode?.self) { group in
            for _ in 0..<32 {
                group.addTask {
                    do {
                        _ = try await world.services.scans.scan(world.scan(text), by: world.act())
                        return nil
                    } catch {
                        return (error as? RecordedRefusal)?.refusal.code ?? .fault
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { $0 == nil } == 1)
        #expect(outcomes.count { $0 == .codeReplayed } == 31)
    }

    @Test func `a used code stays refused after its mark was swept away`() async throws {
        let world = try await World()
        let card = try await world.register()
        let text = try await code(world, of: card.cardID)
        _ = try await world.services.scans.scan(world.scan(text), by: world.act())
        world.clock.advance(by: 1_201)
        let before = world.clock.now.addingTimeInterval(-1_200)
        #expect(try await world.storage.write { try $0.marks.purge(before: before, limit: 100) } == 1)
        let refusal = try await recordedRefusal {
            _ = try await world.services.scans.scan(world.scan(text), by: world.act())
        }
        #expect(refusal == .codeExpired)
    }

    @Test func `a printed code gives a masked hint, again and again`() async throws {
        let world = try await World()
        let card = try await world.register()
        let text = try await code(world, .static, of: card.cardID)
        for _ in 0..<2 {
            let answer = try await world.services.scans.scan(world.scan(text), by: world.act())
            #expect(answer.result == .hint)
            #expect(answer.resident.shown == ResidentField.hint)
            #expect(answer.resident[.nameMasked]?.exposed == "张*")
            world.clock.advance(by: 1)
        }
        let bare = try await world.services.scans.scan(world.scan(card.cardID.text), by: world.act())
        #expect(bare.result == .hint)
    }

    @Test func `codes of a rotated key are read until it is dropped`() async throws {
        let world = try await World()
        let card = try await world.register()
        let (first, second) = (try await code(world, of: card.cardID), try await code(world, of: card.cardID))
        try world.keys.rotate(master: Array(repeating: 2, count: 32))
        #expect(try await world.services.scans.scan(world.scan(first), by: world.act()).result == .accepted)
        world.clock.advance(by: 1)
        let new = try await code(world, of: card.cardID)
        #expect(try await world.services.scans.scan(world.scan(new), by: world.act()).result == .accepted)
        try world.keys.rotate(master: Array(repeating: 3, count: 32), dropping: true)
        let refusal = try await recordedRefusal {
            _ = try await world.services.scans.scan(world.scan(second), by: world.act())
        }
        #expect(refusal == .codeNotGenuine)
    }

    @Test func `an expired code of an older key is expired, not forged`() async throws {
        let world = try await World()
        let card = try await world.register()
        let text = try await code(world, of: card.cardID)
        try world.keys.rotate(master: Array(repeating: 2, count: 32))
        world.clock.advance(by: 90)
        let refusal = try await recordedRefusal {
            _ = try await world.services.scans.scan(world.scan(text), by: world.act())
        }
        #expect(refusal == .codeExpired)
    }

    @Test func `two uses of one card at one terminal and step in one millisecond are two uses`() async throws {
        let world = try await World()
        let card = try await world.register()
        let (first, second) = (try await code(world, of: card.cardID), try await code(world, of: card.cardID))
        let answers = [
            try await world.services.scans.scan(world.scan(first), by: world.act()),
            try await world.services.scans.scan(world.scan(second), by: world.act()),
        ]
        for answer in answers {
            #expect(try await world.storage.read { try $0.uses.find(answer.useID) } != nil, "a use id leads nowhere")
        }
    }
}

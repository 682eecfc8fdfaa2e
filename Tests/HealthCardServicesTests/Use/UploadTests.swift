import Foundation
import HealthCardDomain
import HealthCardServices
import TestSupport
import Testing

struct UploadTests {
    private func row(
        _ card: CardID,
        secondsAgo: TimeInterval = 60,
        terminal: TerminalCode = TestRegion.terminal
    ) -> ReportedUse {
        ReportedUse(
            cardID: card,
            step: .charging,
            terminal: terminal,
            terminalType: .selfService,
            usedAt: TestClock.start.addingTimeInterval(-secondsAgo)
        )
    }

    @Test func `a batch is recorded, and again it is repeated and not doubled`() async throws {
        let world = try await World()
        let card = try await world.register()
        let rows = (1...3).map { row(card.cardID, secondsAgo: Double($0)) }
        #expect(try await world.services.uses.upload(rows, by: world.act()) == UploadReceipt(recorded: 3, repeated: 0))
        let more = rows + [row(card.cardID, secondsAgo: 4)]
        #expect(try await world.services.uses.upload(more, by: world.act()) == UploadReceipt(recorded: 1, repeated: 3))
        let start = TestClock.start.addingTimeInterval(-3_600)
        let counts = try await world.storage.read { try $0.figures.useCounts(from: start, to: TestClock.start) }
        #expect(counts == [UseCount(institution: TestRegion.hospital, step: .charging, count: 4)])
    }

    @Test func `an upload shows nothing of anybody`() async throws {
        let world = try await World()
        let card = try await world.register()
        _ = try await world.services.uses.upload([row(card.cardID)], by: world.act())
        #expect(try await world.audit().last?.shown == [])
    }

    @Test func `500 rows are one batch, 501 and none are refused`() async throws {
        let world = try await World()
        let card = try await world.register()
        let rows = (0..<501).map { row(card.cardID, secondsAgo: Double($0)) }
        #expect(try await world.services.uses.upload(Array(rows.prefix(500)), by: world.act()).recorded == 500)
        for batch in [rows, []] {
            let refusal = try await recordedRefusal { _ = try await world.services.uses.upload(batch, by: world.act()) }
            #expect(refusal == .useBatchSize)
        }
    }

    @Test func `a use of another day in China or of the future is refused, and its batch with it`() async throws {
        let world = try await World()
        let card = try await world.register()
        let midnight = CivilDate(inChinaAt: TestClock.start).midnightInChina
        let sinceMidnight = TestClock.start.timeIntervalSince(midnight)
        #expect(
            try await world.services.uses.upload(
                [row(card.cardID, secondsAgo: sinceMidnight)],
                by: world.act()
            ).recorded == 1
        )
        for seconds in [sinceMidnight + 0.001, 86_400, -0.001, -60] {
            let refusal = try await recordedRefusal {
                _ = try await world.services.uses.upload(
                    [row(card.cardID), row(card.cardID, secondsAgo: seconds)],
                    by: world.act()
                )
            }
            #expect(refusal == .useNotToday, "\(seconds)")
        }
        let later = TestClock.start.addingTimeInterval(1)
        let counts = try await world.storage.read { try $0.figures.useCounts(from: midnight, to: later) }
        #expect(counts.map(\.count) == [1])
    }

    @Test func `unknown cards and terminals that are not in order refuse the batch, naming the row`() async throws {
        let world = try await World()
        let card = try await world.register()
        let absent = CardID(randomBytes: Array(repeating: 0, count: 32))
        let hospital = Actor.app(TestRegion.hospitalApp)
        for (bad, actor, expected, field) in [
            (row(absent), Actor.app(TestRegion.app), ProblemCode.cardNotFound, "[1].ehealth_card_id" as String?),
            (row(card.cardID, terminal: TestRegion.frozenTerminal), hospital, .terminalNotAuthorised, "terminal_code"),
            (row(card.cardID, terminal: TestRegion.otherTerminal), hospital, .terminalOfOthers, "terminal_code"),
            (
                row(card.cardID, terminal: TestRegion.terminalOfFrozenHospital), .app(TestRegion.app),
                .institutionNotAuthorised, nil
            ),
        ] {
            do {
                _ = try await world.services.uses.upload([row(card.cardID), bad], by: world.act(actor))
                Issue.record("nothing was refused")
            } catch let recorded as RecordedRefusal {
                #expect(recorded.refusal.code == expected && recorded.refusal.field == field)
            }
        }
        let refused = try await recordedRefusal {
            _ = try await world.services.uses.upload([row(card.cardID)], by: world.act(.app(TestRegion.bankApp)))
        }
        #expect(refused == .operationNotAllowed)
    }
}

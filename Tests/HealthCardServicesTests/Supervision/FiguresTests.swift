import HealthCardDomain
import HealthCardServices
import TestSupport
import Testing

struct FiguresTests {
    @Test func `the console counts persons, cards, uses and refusals of the day`() async throws {
        let world = try await World()
        let card = try await world.register(1)
        let gone = try await world.register(2)
        _ = try await world.services.cards.cancel(gone.cardID, key: nil, by: world.act())
        let text = try await world.services.codes.generate(.dynamic, of: card.cardID, by: world.act()).code.text
        _ = try await world.services.scans.scan(world.scan(text), by: world.act())
        _ = try await recordedRefusal { _ = try await world.services.scans.scan(world.scan(text), by: world.act()) }
        let figures = try await world.services.supervision.figures(by: world.act(.account(TestRegion.centre)))
        #expect(figures.persons == 2)
        #expect(figures.cards == [.active: 1, .cancelled: 1])
        #expect(figures.usesToday == [UseCount(institution: TestRegion.hospital, step: .registration, count: 1)])
        #expect(figures.refusalsToday == ["code_replayed": 1])
        #expect(figures.week.map(\.count) == [0, 0, 0, 0, 0, 0, 1])
        #expect(figures.week.last?.day == CivilDate(inChinaAt: world.clock.now))
        #expect(figures.institutions.count == 3)
    }

    @Test func `nobody else sees the figures`() async throws {
        let world = try await World()
        for actor in [Actor.app(TestRegion.app), .account(TestRegion.clerk), .anonymous] {
            await #expect(throws: AccessRefusal.self) {
                _ = try await world.services.supervision.figures(by: world.act(actor))
            }
        }
    }
}

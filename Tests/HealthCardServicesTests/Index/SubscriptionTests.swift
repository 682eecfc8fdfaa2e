import Foundation
import HealthCardDomain
import HealthCardServices
import TestSupport
import Testing

struct SubscriptionTests {
    private static let hospital = Actor.app(TestRegion.hospitalApp)
    private static let centre = Actor.account(TestRegion.centre)

    /// Registers a made-up person at the hospital of the test region.
    private func register(_ person: Int, in world: World) async throws {
        let service = IndexService(storage: world.storage, ambient: world.ambient)
        let authority = AssigningAuthority(trusted: TestRegion.hospital.text)
        let id = SourceRecordID(authority: authority, localID: try MadeUpRegistration.id(person).localID)
        _ = try await service.register(MadeUpRegistration.fields(person), as: id)
    }

    private func ask(_ world: World, after cursor: Int64? = nil, limit: Int = 2) async throws -> [Int64] {
        let service = world.services.subscriptions
        return try await service.events(after: cursor, limit: limit, by: world.act(Self.hospital)).events.map(\.number)
    }

    @Test func `a subscriber pages through its events, and the centre sees how far it is`() async throws {
        let world = try await World()
        try await world.services.subscriptions.subscribe(TestRegion.hospital, by: world.act(Self.centre))
        for person in 1...5 { try await register(person, in: world) }
        #expect(try await ask(world) == [1, 2])
        #expect(try await ask(world, after: 2) == [3, 4])
        #expect(try await ask(world, after: 2) == [3, 4])
        #expect(try await ask(world, after: 4) == [5])
        let last = try await world.services.subscriptions.events(after: 5, limit: 2, by: world.act(Self.hospital))
        #expect(last.events.isEmpty && last.next == 5)
        let known = try #require(try await world.services.subscriptions.all().first)
        #expect(known.takenNumber == 5 && known.lastNumber == 5 && known.askedAt == world.clock.now)
        let entries = try await world.audit()
        #expect(entries.filter { $0.operation == .indexEvents }.count == 5)
        #expect(entries.filter { $0.operation == .indexSubscribe }.map(\.institution) == [TestRegion.hospital])
    }

    @Test func `who is not subscribed is told so`() async throws {
        let world = try await World()
        let subscriptions = world.services.subscriptions
        for actor in [Self.hospital, .app(TestRegion.app)] {
            let code = try await recordedRefusal {
                _ = try await subscriptions.events(after: nil, limit: 1, by: world.act(actor))
            }
            #expect(code == .subscriptionNotFound)
        }
        try await subscriptions.subscribe(TestRegion.hospital, by: world.act(Self.centre))
        try await subscriptions.end(TestRegion.hospital, by: world.act(Self.centre))
        #expect(try await recordedRefusal { _ = try await ask(world) } == .subscriptionNotFound)
        let again = try await recordedRefusal {
            try await subscriptions.end(TestRegion.hospital, by: world.act(Self.centre))
        }
        #expect(again == .subscriptionNotFound)
    }

    @Test func `only an institution that is filed and authorised is subscribed`() async throws {
        let world = try await World()
        func refusal(_ code: InstitutionCode, _ actor: Actor = Self.centre) async throws -> ProblemCode? {
            try await recordedRefusal {
                try await world.services.subscriptions.subscribe(code, by: world.act(actor))
            }
        }
        #expect(try await refusal(InstitutionCode(trusted: "H-0")) == .institutionNotFound)
        #expect(try await refusal(TestRegion.frozenHospital) == .institutionNotAuthorised)
        #expect(try await refusal(TestRegion.hospital, Self.hospital) == .operationNotAllowed)
        #expect(try await world.services.subscriptions.all().isEmpty)
    }

    @Test func `events are kept for 90 days, and who comes later is told that some are gone`() async throws {
        let world = try await World()
        try await world.services.subscriptions.subscribe(TestRegion.hospital, by: world.act(Self.centre))
        for person in 1...3 { try await register(person, in: world) }
        world.clock.advance(by: 89 * 86_400)
        try await register(4, in: world)
        let retention = RetentionService(storage: world.storage, ambient: world.ambient)
        try await retention.sweep()
        #expect(try await ask(world, limit: 9) == [1, 2, 3, 4])
        world.clock.advance(by: 2 * 86_400)
        try await retention.sweep()
        #expect(try await recordedRefusal { _ = try await ask(world, after: 2) } == .eventsExpired)
        #expect(try await ask(world, after: 3) == [4])
        #expect(try await ask(world) == [4])
        #expect(try await recordedRefusal { _ = try await ask(world, after: 5) } == .cursorMalformed)
    }

    @Test func `what nobody asked for goes with its time as well`() async throws {
        let world = try await World()
        try await world.services.subscriptions.subscribe(TestRegion.hospital, by: world.act(Self.centre))
        for person in 1...3 { try await register(person, in: world) }
        world.clock.advance(by: 91 * 86_400)
        try await RetentionService(storage: world.storage, ambient: world.ambient).sweep()
        #expect(try await ask(world).isEmpty)
        let known = try #require(try await world.services.subscriptions.all().first)
        #expect(known.lastNumber == 3 && known.expiredNumber == 3)
    }

    @Test func `a page has an end where one is wanted, and says whether more is there`() async throws {
        let world = try await World()
        let subscriptions = world.services.subscriptions
        try await subscriptions.subscribe(TestRegion.hospital, by: world.act(Self.centre))
        for person in 1...5 { try await register(person, in: world) }
        func page(after cursor: Int64?, through last: Int64?, limit: Int = 9) async throws -> EventPage {
            try await subscriptions.events(after: cursor, through: last, limit: limit, by: world.act(Self.hospital))
        }
        let some = try await page(after: 1, through: 3)
        #expect(some.events.map(\.number) == [2, 3] && some.next == 3 && !some.hasMore)
        #expect(some.subscription.lastNumber == 5)
        let cut = try await page(after: nil, through: 4, limit: 3)
        #expect(cut.events.map(\.number) == [1, 2, 3] && cut.hasMore)
        let rest = try await page(after: 3, through: 99)
        #expect(rest.events.map(\.number) == [4, 5] && !rest.hasMore)
        let nothing = try await page(after: 5, through: 6)
        #expect(nothing.events.isEmpty && nothing.next == 5 && !nothing.hasMore)
        world.clock.advance(by: 91 * 86_400)
        try await RetentionService(storage: world.storage, ambient: world.ambient).sweep()
        #expect(try await recordedRefusal { _ = try await page(after: nil, through: 5) } == .eventsExpired)
        #expect(try await page(after: nil, through: 6).events.isEmpty)
    }

    @Test func `an institution sees its own subscription alone, with what waits counted`() async throws {
        let world = try await World()
        let subscriptions = world.services.subscriptions
        func own(_ code: InstitutionCode?, _ actor: Actor = Self.hospital) async throws -> EventSubscription {
            try await subscriptions.subscription(of: code, by: world.act(actor))
        }
        #expect(try await recordedRefusal { _ = try await own(nil) } == .subscriptionNotFound)
        try await subscriptions.subscribe(TestRegion.hospital, by: world.act(Self.centre))
        for person in 1...3 { try await register(person, in: world) }
        let known = try await own(TestRegion.hospital)
        #expect(known.lastNumber == 3 && known.endedAt == nil && known.askedAt == nil)
        #expect(try await own(nil) == known)
        #expect(try await recordedRefusal { _ = try await own(TestRegion.otherHospital) } == .subscriptionUnknown)
        let region = Actor.app(TestRegion.app)
        #expect(try await recordedRefusal { _ = try await own(TestRegion.hospital, region) } == .subscriptionNotFound)
        let events = try await recordedRefusal {
            _ = try await subscriptions.events(
                of: TestRegion.otherHospital,
                after: nil,
                limit: 1,
                by: world.act(Self.hospital)
            )
        }
        #expect(events == .subscriptionUnknown)
        try await subscriptions.end(TestRegion.hospital, by: world.act(Self.centre))
        #expect(try await own(TestRegion.hospital).endedAt == world.clock.now)
    }
}

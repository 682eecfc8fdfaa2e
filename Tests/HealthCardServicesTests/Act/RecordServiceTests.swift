import Foundation
import HealthCardDomain
import HealthCardServices
import TestSupport
import Testing

/// How long a region keeps its records is for the region to say. PostgreSQL's months begin with the month of the
/// migration, so these tests reckon from now.
struct RecordServiceTests {
    /// Later than every month in which the world of the tests was made, by more than seven of them.
    private static let muchLater: TimeInterval = 245 * 86_400

    /// A world whose resident was scanned today and once more much later, which is now.
    private static func world() async throws -> (world: World, uses: [UseID]) {
        let world = try await World()
        world.clock.set(to: Date())
        let card = try await world.register()
        var uses: [UseID] = []
        for pause in [0, muchLater] {
            world.clock.advance(by: pause)
            _ = try await keeper(of: world, RecordLimits()).keep()
            let code = try await world.services.codes.generate(.dynamic, of: card.cardID, by: world.act()).code.text
            uses.append(try await world.services.scans.scan(world.scan(code), by: world.act()).useID)
        }
        return (world, uses)
    }

    private static func keeper(of world: World, _ limits: RecordLimits) throws -> RecordService {
        RecordService(
            records: try #require(world.storage as? any RecordKeeping),
            limits: limits,
            ambient: world.ambient
        )
    }

    private static func kept(_ uses: [UseID], in world: World) async throws -> [Bool] {
        try await world.storage.read { store in try uses.map { try store.uses.find($0) != nil } }
    }

    @Test func `nothing is dropped where nobody said for how long it is kept`() async throws {
        let (world, uses) = try await Self.world()
        world.clock.advance(by: 730 * 86_400)
        #expect(try await Self.keeper(of: world, RecordLimits()).keep().isEmpty)
        #expect(try await Self.kept(uses, in: world) == [true, true])
        #expect(try await world.audit().allSatisfy { $0.operation != .recordsDrop })
    }

    @Test func `a use goes when its months are over, the audit entries stay, and the log says so`() async throws {
        let (world, uses) = try await Self.world()
        let entries = try await world.audit()
        let keeper = try Self.keeper(of: world, RecordLimits(months: [.uses: 6]))
        #expect(try await keeper.keep()[.uses] ?? 0 > 0)
        #expect(try await Self.kept(uses, in: world) == [false, true])
        let (now, log) = (world.clock.now, try await world.audit())
        #expect(log.prefix(entries.count) == entries[...])
        // One for each month on PostgreSQL, months without a use among them.
        #expect(log.dropFirst(entries.count).allSatisfy { $0.operation == .recordsDrop })
        let word = try #require(log.last)
        #expect(word.operation == .recordsDrop && word.outcome == AuditEntry.succeeded && word.at == now)
        #expect(word.actor == RecordService.actor)
        let month = CivilDate(inChinaAt: now)
        let first = (month.year * 12 + month.month - 1) - 6
        let day = try #require(CivilDate(year: first / 12, month: first % 12 + 1, day: 1))
        #expect(word.purpose == "uses before \(day.iso)")
        #expect(try await keeper.keep().isEmpty)
        #expect(try await world.audit().count == log.count)
    }

    @Test func `audit entries go by their own limit, and the numbers of the next ones go on`() async throws {
        let (world, uses) = try await Self.world()
        let entries = try await world.audit()
        let keeper = try Self.keeper(of: world, RecordLimits(months: [.auditEntries: 6]))
        #expect(try await keeper.keep()[.auditEntries] ?? 0 > 0)
        #expect(try await Self.kept(uses, in: world) == [true, true])
        let (log, limit) = (try await world.audit(), world.clock.now.addingTimeInterval(-Self.muchLater / 2))
        let kept = entries.filter { $0.at > limit }
        #expect(!kept.isEmpty && log.prefix(kept.count) == kept[...])
        #expect(log.count > kept.count && log.dropFirst(kept.count).allSatisfy { $0.operation == .recordsDrop })
        #expect(log.last?.sequence ?? 0 > entries.last?.sequence ?? 0)
    }

    @Test func `a use of the first kept day is kept`() async throws {
        let world = try await World()
        let today = CivilDate(inChinaAt: Date())
        let first = try #require(CivilDate(year: today.year, month: today.month, day: 1))
        world.clock.set(to: first.midnightInChina)
        let card = try await world.register()
        _ = try await Self.keeper(of: world, RecordLimits()).keep()
        let code = try await world.services.codes.generate(.dynamic, of: card.cardID, by: world.act()).code.text
        let use = try await world.services.scans.scan(world.scan(code), by: world.act()).useID
        let tooLate = try #require(Self.month(7, after: first)).midnightInChina
        let keeper = try Self.keeper(of: world, RecordLimits(months: [.uses: 6]))
        world.clock.set(to: tooLate.addingTimeInterval(-0.001))
        #expect(try await keeper.keep().isEmpty)
        #expect(try await Self.kept([use], in: world) == [true])
        world.clock.set(to: tooLate)
        #expect(try await keeper.keep()[.uses] ?? 0 > 0)
        #expect(try await Self.kept([use], in: world) == [false])
    }

    private static func month(_ count: Int, after first: CivilDate) -> CivilDate? {
        let month = first.year * 12 + first.month - 1 + count
        return CivilDate(year: month / 12, month: month % 12 + 1, day: 1)
    }
}

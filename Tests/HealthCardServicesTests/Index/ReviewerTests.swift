import HealthCardDomain
import HealthCardServices
import Matching
import TestSupport
import Testing

/// What people decide: unlink, link, merge, un-merge, "not the same", reviews.
struct ReviewerTests {
    private let reviewer = IndexWorld.reviewer

    @Test func `an unlinked record gets an index of its own, and nothing joins the two again`() async throws {
        let world = try IndexWorld()
        let person = try await world.register(1, at: 1).index
        try await world.register(1, at: 2)
        let id = try MadeUpRegistration.id(1, at: 2)
        let alone = try await world.service.unlink(id, by: reviewer)
        #expect(alone != person)
        #expect(try await world.service.index(of: id) == alone)
        #expect(try await world.service.why(id).origin == .reviewer)
        // Somebody whose record fits both may go to one of them; the two stay two.
        let third = try await world.register(1, at: 3)
        #expect(try await world.service.index(of: id) == alone)
        #expect(try await world.service.person(person).merged.isEmpty)
        #expect([person, alone].contains(third.index) || third.origin == .opened)
        await #expect(throws: IndexRefusal.heldApart) {
            try await world.service.merge(alone, into: person, by: reviewer)
        }
        await #expect(throws: IndexRefusal.onlyRecord) { try await world.service.unlink(id, by: reviewer) }
    }

    @Test func `a merge redirects for ever, and un-merging restores everything byte for byte`() async throws {
        let world = try IndexWorld()
        let (a, b, c) = (
            try await world.register(1).index, try await world.register(2).index, try await world.register(3).index
        )
        try await world.register(2, at: 2)
        let before = try await world.picture(of: [a, b, c])
        try await world.service.merge(c, into: b, by: reviewer)
        let between = try await world.picture(of: [a, b, c])
        try await world.service.merge(b, into: a, by: reviewer)
        for number in [a, b, c] { #expect(try await world.service.person(number).index.number == a) }
        #expect(try await world.service.person(c).merged == [b, c])
        #expect(try await world.service.index(of: MadeUpRegistration.id(3)) == a)
        #expect(try await world.service.person(a).links.count == 4)
        await #expect(throws: IndexRefusal.sameIndex) { try await world.service.merge(c, into: a, by: reviewer) }
        try await world.service.unmerge(b, by: reviewer)
        #expect(try await world.picture(of: [a, b, c]) == between)
        try await world.service.unmerge(c, by: reviewer)
        #expect(try await world.picture(of: [a, b, c]) == before)
        await #expect(throws: IndexRefusal.notMerged) { try await world.service.unmerge(c, by: reviewer) }
    }

    @Test func `merges are taken back in any order`() async throws {
        let world = try IndexWorld()
        let (a, b, c) = (
            try await world.register(1).index, try await world.register(2).index, try await world.register(3).index
        )
        let before = try await world.picture(of: [a, b, c])
        try await world.service.merge(c, into: b, by: reviewer)
        try await world.service.merge(b, into: a, by: reviewer)
        // The older merge first: c leaves, b stays with a.
        try await world.service.unmerge(c, by: reviewer)
        #expect(try await world.service.person(b).index.number == a)
        #expect(try await world.service.person(c).index.number == c)
        try await world.service.unmerge(b, by: reviewer)
        #expect(try await world.picture(of: [a, b, c]) == before)
    }

    @Test func `a record that came after the merge stays with the survivor`() async throws {
        let world = try IndexWorld()
        let (a, b) = (try await world.register(1).index, try await world.register(2).index)
        try await world.service.merge(b, into: a, by: reviewer)
        #expect(try await world.register(2, at: 2).index == a)
        try await world.service.unmerge(b, by: reviewer)
        #expect(try await world.service.index(of: MadeUpRegistration.id(2)) == b)
        #expect(try await world.service.index(of: MadeUpRegistration.id(2, at: 2)) == a)
    }

    @Test func `not the same is honoured through merges, and can be withdrawn by a person`() async throws {
        let world = try IndexWorld()
        let numbers = try await [1, 2, 3, 4].asyncMap { try await world.register($0).index }
        try await world.service.holdApart(numbers[0], numbers[1], by: reviewer)
        try await world.service.merge(numbers[2], into: numbers[0], by: reviewer)
        try await world.service.merge(numbers[3], into: numbers[1], by: reviewer)
        for (one, other) in [(0, 1), (2, 3), (2, 1), (0, 3)] {
            await #expect(throws: IndexRefusal.heldApart) {
                try await world.service.merge(numbers[one], into: numbers[other], by: reviewer)
            }
        }
        // Taken out again, a record's person is no longer bound by what bound its neighbour.
        try await world.service.unmerge(numbers[2], by: reviewer)
        try await world.service.merge(numbers[2], into: numbers[3], by: reviewer)
        try await world.service.withdrawApart(numbers[0], numbers[1], by: reviewer)
        await #expect(throws: IndexRefusal.notHeldApart) {
            try await world.service.withdrawApart(numbers[0], numbers[1], by: reviewer)
        }
    }

    @Test func `a person moves a record, and a person's only record moves as a merge`() async throws {
        let world = try IndexWorld()
        let (a, b) = (try await world.register(1).index, try await world.register(2).index)
        try await world.register(2, at: 2)
        let id = try MadeUpRegistration.id(2, at: 2)
        try await world.service.link(id, to: a, by: reviewer)
        #expect(try await world.service.index(of: id) == a)
        #expect(try await world.service.person(b).links.count == 1)
        #expect(try await world.service.history(of: id).links.map(\.origin) == [.matched, .reviewer])
        // The same words again, and words that say a little more: a person's decision stands.
        var more = MadeUpRegistration.fields(2, at: 2)
        more.phone = "13911112222"
        #expect(try await world.register(more, id).index == a)
        #expect(try await world.service.why(id).origin == .reviewer)
        let c = try await world.register(3).index
        try await world.service.link(MadeUpRegistration.id(3), to: a, by: reviewer)
        #expect(try await world.service.person(c).index.number == a)
        try await world.service.unmerge(c, by: reviewer)
        #expect(try await world.service.index(of: MadeUpRegistration.id(3)) == c)
    }

    @Test func `blocks follow the records`() async throws {
        let world = try IndexWorld()
        let (a, b) = (try await world.register(1).index, try await world.register(2).index)
        try await world.register(2, at: 2)
        try await world.service.link(MadeUpRegistration.id(2, at: 2), to: a, by: reviewer)
        let keys = MatchRecord(MadeUpRegistration.fields(2)).blockKeys
        let members = try await world.storage.read { store in
            let blocks = try store.index.blind(keys).map { BlindBlock(number: $0, kind: .number, cap: 10) }
            return Set(try store.index.members(under: blocks).map(\.survivor))
        }
        #expect(members == [a, b])
        _ = try await world.service.unlink(MadeUpRegistration.id(2, at: 2), by: reviewer)
        let after = try await world.storage.read { store in
            let blocks = try store.index.blind(keys).map { BlindBlock(number: $0, kind: .number, cap: 10) }
            return Set(try store.index.members(under: blocks).map(\.survivor))
        }
        #expect(!after.contains(a))
        #expect(after.contains(b))
    }

    @Test func `every version of an index has one event`() async throws {
        let world = try IndexWorld()
        let (a, b) = (try await world.register(1).index, try await world.register(2).index)
        try await world.register(1, at: 2)
        try await world.service.merge(b, into: a, by: reviewer)
        try await world.service.unmerge(b, by: reviewer)
        let (ofA, ofB) = (try await world.service.history(of: a).events, try await world.service.history(of: b).events)
        #expect(ofA.map(\.kind) == [.create, .link, .merge, .unmerge])
        #expect(ofA.map(\.version) == [1, 2, 3, 4])
        #expect(ofB.map(\.kind) == [.create, .merge, .unmerge])
        #expect(ofB.map(\.version) == [1, 2, 3])
    }
}

extension Sequence where Element: Sendable {
    fileprivate func asyncMap<Value>(_ body: (Element) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await body(element)) }
        return values
    }
}

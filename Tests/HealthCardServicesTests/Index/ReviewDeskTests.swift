import HealthCardDomain
import HealthCardServices
import TestSupport
import Testing

/// How people answer reviews: who gets which, how many it takes, and taking back.
struct ReviewDeskTests {
    private let first = TestRegion.centre
    private let second = TestRegion.secondCentre
    private let third = TestRegion.thirdCentre

    private static func run(_ body: (DoubtfulWorld, ReviewDesk) async throws -> Void) async throws {
        let world = try await World()
        try await body(DoubtfulWorld(world), world.services.reviews)
        try await world.close()
    }

    private func survivors(_ question: DoubtfulWorld.Question, _ world: DoubtfulWorld) async throws -> [IndexNumber] {
        [
            try await world.index.person(question.older).index.number,
            try await world.index.person(question.younger).index.number,
        ]
    }

    private func counts(_ world: DoubtfulWorld) async throws -> ReviewCounts {
        try await world.world.storage.read { try $0.reviewQueue.counts() }
    }

    @Test func `two people must say that two persons are one`() async throws {
        try await Self.run { world, desk in
            let question = try await world.raise(1)
            #expect(try await desk.decide(question.review, .same, by: world.act(first)) == .waits(.second))
            #expect(try await survivors(question, world) == [question.older, question.younger])
            #expect(try await counts(world).open == [.first: 0, .second: 1])
            #expect(
                try await recordedRefusal { try await _ = desk.decide(question.review, .same, by: world.act(first)) }
                    == .reviewOpinionGiven
            )
            #expect(try await desk.decide(question.review, .same, by: world.act(second)) == .decided(.same))
            #expect(try await survivors(question, world) == [question.older, question.older])
            #expect(try await counts(world).openCount == 0)
            #expect(try await counts(world).same.reduce(0, +) == 1)
            #expect(
                try await recordedRefusal { try await _ = desk.decide(question.review, .same, by: world.act(third)) }
                    == .reviewClosed
            )
        }
    }

    @Test func `one person is enough to say that they are not`() async throws {
        try await Self.run { world, desk in
            let question = try await world.raise(1)
            #expect(try await desk.decide(question.review, .notSame, by: world.act(first)) == .decided(.notSame))
            await #expect(throws: IndexRefusal.heldApart) {
                try await world.index.merge(question.younger, into: question.older, by: first.id)
            }
            #expect(try await counts(world).notSame.reduce(0, +) == 1)
        }
    }

    @Test(arguments: ReviewVerdict.allCases)
    func `where two disagree, a third decides`(verdict: ReviewVerdict) async throws {
        try await Self.run { world, desk in
            let question = try await world.raise(1)
            _ = try await desk.decide(question.review, .same, by: world.act(first))
            #expect(try await desk.decide(question.review, .notSame, by: world.act(second)) == .waits(.third))
            #expect(try await counts(world).open[.third] == 1)
            #expect(try await desk.decide(question.review, verdict, by: world.act(third)) == .decided(verdict))
            let same = try await survivors(question, world)
            #expect((same[0] == same[1]) == (verdict == .same))
            let queue = try await desk.queue(after: nil, limit: 10, by: world.act(first))
            let figures = Dictionary(uniqueKeysWithValues: queue.reviewers.map { ($0.reviewer, $0.figures) })
            #expect(figures[first.id]?.disagreed == 1 && figures[second.id]?.disagreed == 1)
            #expect(figures[third.id]?.decided == 1 && figures[third.id]?.disagreed == 0)
        }
    }

    @Test func `nobody gets a review that somebody has, until the claim ends`() async throws {
        try await Self.run { world, desk in
            let questions = [try await world.raise(1), try await world.raise(2)]
            let one = try #require(try await desk.next(by: world.act(first)))
            let other = try #require(try await desk.next(by: world.act(second)))
            #expect(Set([one, other]) == Set(questions.map(\.review)))
            #expect(try await desk.next(by: world.act(third)) == nil)
            // The same reviewer is given the same one again.
            #expect(try await desk.next(by: world.act(first)) == one)
            for id in [one] {
                #expect(
                    try await recordedRefusal { try await _ = desk.look(at: id, by: world.act(second)) } == .reviewTaken
                )
                #expect(
                    try await recordedRefusal { try await _ = desk.decide(id, .same, by: world.act(second)) }
                        == .reviewTaken
                )
            }
            world.world.clock.advance(by: ReviewDesk.claimSeconds + 1)
            #expect(try await desk.next(by: world.act(third)) != nil)
            #expect(try await desk.look(at: one, by: world.act(third)).isOffered)
            #expect(try await recordedRefusal { try await desk.skip(one, by: world.act(first)) } == .reviewTaken)
        }
    }

    @Test func `a skipped review comes again later, one that was put back at once`() async throws {
        try await Self.run { world, desk in
            let question = try await world.raise(1)
            let id = try #require(try await desk.next(by: world.act(first)))
            try await desk.putBack(id, by: world.act(first))
            #expect(try await desk.next(by: world.act(first)) == question.review)
            try await desk.skip(id, by: world.act(first))
            #expect(try await desk.next(by: world.act(first)) == nil)
            #expect(try await desk.next(by: world.act(second)) == id)
            try await desk.putBack(id, by: world.act(second))
            world.world.clock.advance(by: ReviewDesk.skipSeconds)
            #expect(try await desk.next(by: world.act(first)) == id)
            #expect(try await recordedRefusal { try await desk.skip(99, by: world.act(first)) } == .reviewUnknown)
        }
    }

    @Test func `further stages come first, then what wins the most records`() async throws {
        try await Self.run { world, desk in
            let few = try await world.raise(1)
            // A person with more records: an answer joins more of them.
            for institution in 3...5 {
                _ = try await world.index.register(
                    MadeUpRegistration.fields(2, at: institution),
                    as: MadeUpRegistration.id(2, at: institution)
                )
            }
            let many = try await world.raise(2)
            let last = try await world.raise(3)
            _ = try await desk.decide(last.review, .same, by: world.act(first))
            let order = try await desk.queue(after: nil, limit: 10, by: world.act(second)).reviews
            #expect(order.map(\.id) == [last.review, many.review, few.review])
            #expect(order[1].expectedYield > 3 * order[2].expectedYield)
            #expect(try await desk.next(by: world.act(second)) == last.review)
            #expect(try await desk.next(by: world.act(first)) == many.review)
            var seen: [Int64] = []
            while true {
                let page = try await desk.queue(after: seen.last, limit: 1, by: world.act(second))
                seen += page.reviews.map(\.id)
                if !page.hasMore { break }
            }
            #expect(seen == order.map(\.id))
        }
    }

    @Test func `the look is in the audit log, and of a closed review nothing personal is shown`() async throws {
        try await Self.run { world, desk in
            let question = try await world.raise(1)
            let sheet = try await desk.look(at: question.review, by: world.act(first))
            #expect(sheet.sides.map(\.index) == [question.older, question.younger])
            #expect(sheet.sides.map { $0.records.count } == [1, 1])
            #expect(sheet.sides[0].golden.fields[.idNumber]?.value.exposed == MadeUpRegistration.number(1))
            #expect(!sheet.reasons.isEmpty && sheet.reasons.allSatisfy { !$0.chinese.isEmpty && !$0.english.isEmpty })
            let entry = try #require(try await world.world.audit().last)
            #expect(entry.operation == .indexReview && entry.actor == first.id.text)
            #expect(entry.shown.contains(.name) && entry.shown.contains(.idNumber))
            #expect(entry.purpose == "review \(question.review)")
            _ = try await desk.decide(question.review, .notSame, by: world.act(first))
            let after = try await desk.look(at: question.review, by: world.act(second))
            #expect(!after.isOffered && after.sides.isEmpty && after.reasons.isEmpty)
            #expect(try await world.world.audit().last?.shown == [])
        }
    }

    @Test func `only the centre reviews`() async throws {
        try await Self.run { world, desk in
            let question = try await world.raise(1)
            for actor in [Actor.app(TestRegion.app), .account(TestRegion.clerk), .anonymous] {
                let act = world.world.act(actor)
                await #expect(throws: AccessRefusal.self) { try await desk.next(by: act) }
                await #expect(throws: AccessRefusal.self) { try await desk.queue(after: nil, limit: 1, by: act) }
                await #expect(throws: AccessRefusal.self) { try await desk.look(at: question.review, by: act) }
                await #expect(throws: AccessRefusal.self) { try await desk.decide(question.review, .same, by: act) }
                await #expect(throws: AccessRefusal.self) { try await desk.undo(by: act) }
                await #expect(throws: AccessRefusal.self) {
                    try await world.world.services.indexQuality.quality(by: act)
                }
            }
        }
    }

    @Test func `the time before a review is counted, and agreement`() async throws {
        try await Self.run { world, desk in
            let question = try await world.raise(1)
            _ = try await desk.next(by: world.act(first))
            world.world.clock.advance(by: 19)
            _ = try await desk.decide(question.review, .same, by: world.act(first))
            _ = try await desk.decide(question.review, .same, by: world.act(second))
            let queue = try await desk.queue(after: nil, limit: 1, by: world.act(second))
            let figures = Dictionary(uniqueKeysWithValues: queue.reviewers.map { ($0.reviewer, $0.figures) })
            #expect(figures[first.id] == ReviewerFigures(opinions: 1, agreed: 1, milliseconds: 20_000))
            #expect(figures[second.id] == ReviewerFigures(opinions: 1, agreed: 1, decided: 1))
            #expect(queue.decidedToday == 1 && queue.undoable == question.review)
        }
    }
}

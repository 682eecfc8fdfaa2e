import HealthCardDomain
import HealthCardServices
import SeededRandom
import TestSupport
import Testing

/// Taking opinions back, and what holds after any number of them.
struct ReviewUndoTests {
    private let first = TestRegion.centre
    private let second = TestRegion.secondCentre
    private let third = TestRegion.thirdCentre

    private static func run(_ body: (DoubtfulWorld, ReviewDesk) async throws -> Void) async throws {
        let world = try await World()
        try await body(DoubtfulWorld(world), world.services.reviews)
        try await world.close()
    }

    private static func picture(
        _ question: DoubtfulWorld.Question,
        _ world: DoubtfulWorld
    ) async throws -> [PersonPicture] {
        var pictures: [PersonPicture] = []
        for number in [question.older, question.younger] {
            let file = try await world.index.person(number)
            pictures.append(
                PersonPicture(index: file.index.number, merged: file.merged, links: file.links, golden: file.golden)
            )
        }
        return pictures
    }

    @Test func `a merge is taken back exactly, one opinion at a time`() async throws {
        try await Self.run { world, desk in
            let question = try await world.raise(1)
            let before = try await Self.picture(question, world)
            _ = try await desk.decide(question.review, .same, by: world.act(first))
            _ = try await desk.decide(question.review, .same, by: world.act(second))
            #expect(try await Self.picture(question, world) != before)
            // Somebody went on from the first opinion.
            #expect(try await recordedRefusal { try await _ = desk.undo(by: world.act(first)) } == .reviewUndoTooLate)
            #expect(try await desk.undo(by: world.act(second)) == question.review)
            #expect(try await Self.picture(question, world) == before)
            var counts = try await world.world.storage.read { try $0.reviewQueue.counts() }
            #expect(counts.open[.second] == 1 && counts.decidedCount == 0)
            #expect(try await desk.undo(by: world.act(first)) == question.review)
            counts = try await world.world.storage.read { try $0.reviewQueue.counts() }
            #expect(counts.open[.first] == 1 && counts.openCount == 1)
            #expect(try await recordedRefusal { try await _ = desk.undo(by: world.act(first)) } == .reviewUndoTooLate)
            // And both may answer again.
            _ = try await desk.decide(question.review, .same, by: world.act(second))
            #expect(try await desk.decide(question.review, .same, by: world.act(first)) == .decided(.same))
        }
    }

    @Test func `what was held apart is held apart no more`() async throws {
        try await Self.run { world, desk in
            let question = try await world.raise(1)
            let before = try await Self.picture(question, world)
            _ = try await desk.decide(question.review, .notSame, by: world.act(first))
            #expect(try await desk.undo(by: world.act(first)) == question.review)
            #expect(try await Self.picture(question, world) == before)
            try await world.index.merge(question.younger, into: question.older, by: first.id)
            #expect(try await world.index.person(question.younger).index.number == question.older)
        }
    }

    @Test func `what others took back, or what is a day old, is not undone`() async throws {
        try await Self.run { world, desk in
            let question = try await world.raise(1)
            _ = try await desk.decide(question.review, .notSame, by: world.act(first))
            try await world.index.withdrawApart(question.older, question.younger, by: second.id)
            #expect(try await recordedRefusal { try await _ = desk.undo(by: world.act(first)) } == .reviewUndoTooLate)
            let other = try await world.raise(2)
            _ = try await desk.decide(other.review, .notSame, by: world.act(first))
            world.world.clock.advance(by: ReviewDesk.undoSeconds + 1)
            #expect(try await recordedRefusal { try await _ = desk.undo(by: world.act(first)) } == .reviewUndoTooLate)
            let queue = try await desk.queue(after: nil, limit: 1, by: world.act(first))
            #expect(queue.undoable == nil)
        }
    }

    @Test func `reviewers at once never have the same review, and never decide one twice`() async throws {
        let world = try await World()
        let (questions, desk) = (DoubtfulWorld(world), world.services.reviews)
        for person in 1...12 { _ = try await questions.raise(person) }
        let reviewers = [first, second, third]
        let act: @Sendable (Operator) -> Act = { world.act(.account($0)) }
        let given = try await withThrowingTaskGroup(of: Int64?.self) { group in
            for reviewer in reviewers { group.addTask { try await desk.next(by: act(reviewer)) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(given.compactMap(\.self)).count == reviewers.count)
        for id in given.compactMap(\.self) {
            for reviewer in reviewers { try? await desk.putBack(id, by: act(reviewer)) }
        }
        // All answer the same review at once.
        let id = try #require(given[0])
        let outcomes = await withTaskGroup(of: ReviewOutcome?.self) { group in
            for reviewer in reviewers { group.addTask { try? await desk.decide(id, .same, by: act(reviewer)) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.compactMap(\.self).count { $0 == .decided(.same) } == 1)
        #expect(outcomes.compactMap(\.self).count { $0 == .waits(.second) } == 1)
        #expect(outcomes.count { $0 == nil } == 1)
        try await world.close()
    }

    @Test(arguments: 1...3)
    func `whatever people do, the counts are those of the table, and undoing all gives everything back`(
        seed: Int
    ) async throws {
        try await Self.run { world, desk in
            var generator = SeededGenerator(seed: UInt64(seed))
            var (questions, before): ([DoubtfulWorld.Question], [[PersonPicture]]) = ([], [])
            for person in 1...6 {
                questions.append(try await world.raise(person))
                before.append(try await Self.picture(questions[person - 1], world))
            }
            let reviewers = [first, second, third]
            for _ in 0..<60 {
                let reviewer = reviewers[Int.random(in: 0..<3, using: &generator)]
                let id = questions[Int.random(in: 0..<questions.count, using: &generator)].review
                do {
                    switch Int.random(in: 0..<8, using: &generator) {
                    case 0...3:
                        let verdict: ReviewVerdict = Bool.random(using: &generator) ? .same : .notSame
                        _ = try await desk.decide(id, verdict, by: world.act(reviewer))
                    case 4, 5: _ = try await desk.undo(by: world.act(reviewer))
                    case 6: _ = try await desk.next(by: world.act(reviewer))
                    default: try await desk.skip(id, by: world.act(reviewer))
                    }
                } catch is RecordedRefusal {
                    // Much of what is drawn must be refused; what must hold is looked at below.
                }
                try await Self.checkCounts(questions, world)
            }
            world.world.clock.advance(by: ReviewDesk.claimSeconds + 1)
            var left = 1
            while left > 0 {
                left = 0
                for reviewer in reviewers {
                    do {
                        _ = try await desk.undo(by: world.act(reviewer))
                        left += 1
                    } catch is RecordedRefusal {
                        continue
                    }
                }
            }
            for (question, picture) in zip(questions, before) {
                #expect(try await Self.picture(question, world) == picture)
            }
            let counts = try await world.world.storage.read { try $0.reviewQueue.counts() }
            #expect(counts.open[.first] == questions.count && counts.openCount == questions.count)
        }
    }

    private static func checkCounts(_ questions: [DoubtfulWorld.Question], _ world: DoubtfulWorld) async throws {
        let reviews = try await world.world.storage.read { store in
            try questions.compactMap { try store.indexReviews.find($0.review) }
        }
        let counts = try await world.world.storage.read { try $0.reviewQueue.counts() }
        for stage in ReviewStage.allCases {
            #expect(counts.open[stage] ?? 0 == reviews.count { $0.state == .open && $0.stage == stage })
        }
        #expect(counts.same.reduce(0, +) == reviews.count { $0.verdict == .same })
        #expect(counts.notSame.reduce(0, +) == reviews.count { $0.verdict == .notSame })
        #expect(counts.openByBand.reduce(0, +) == counts.openCount)
    }
}

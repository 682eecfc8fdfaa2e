import Foundation
import HealthCardDomain
import HealthCardServices
import Matching
import TestSupport
import Testing

/// What both engines promise about the work on reviews, and about counts of source records.
struct ReviewContract {
    private static let reviewer = OperatorID(trusted: "R1")
    private static let other = OperatorID(trusted: "R2")

    /// Reviews of so many pairs of new persons, with rising yields.
    private static func ask(_ count: Int, in storage: any Storage) async throws -> [IndexReview] {
        let sealed = try storage.seal(MadeUpRegistration.fields(1), as: MadeUpRegistration.id(1))
        return try await storage.write { store in
            let record = try store.sourceRecords.add(sealed, replacing: nil, at: Sample.instant)
            return try (0..<count).map { place in
                let pair = try (0..<2).map { _ in try store.index.open(for: record.number, at: Sample.instant) }
                let review = IndexReview(
                    between: pair[0],
                    and: pair[1],
                    record: record.number,
                    otherRecord: record.number,
                    weight: 1,
                    probability: place * 1_000_000 / max(count - 1, 1),
                    expectedYield: place,
                    reasons: DecisionReasons(model: "m", text: "weight 1"),
                    openedAt: Sample.instant
                )
                let id = try store.indexReviews.add(review)
                guard let kept = try store.indexReviews.find(id) else { throw StorageConflict.versionMoved }
                return kept
            }
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `the queue is in the order of stage and yield, page by page`(driver: ContractDriver) async throws {
        try await driver.withStorage { storage in
            let reviews = try await Self.ask(5, in: storage)
            try await storage.write { try $0.indexReviews.move(reviews[1], to: .second) }
            let expected = [1, 4, 3, 2, 0].map { reviews[$0].id }
            var seen: [IndexReview] = []
            while true {
                let page = try await storage.read { [last = seen.last] in
                    try $0.indexReviews.open(after: last, limit: 2)
                }
                if page.isEmpty { break }
                seen += page
            }
            #expect(seen.map(\.id) == expected)
            await #expect(throws: StorageConflict.versionMoved) {
                try await storage.write { try $0.indexReviews.move(reviews[1], to: .third) }
            }
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `a claim is one reviewer's until it ends, and skipped reviews are passed over`(
        driver: ContractDriver
    ) async throws {
        try await driver.withStorage { storage in
            let reviews = try await Self.ask(2, in: storage)
            let (now, soon) = (Sample.instant, Sample.after(milliseconds: 1_000))
            let id = reviews[1].id
            try await storage.write { store in
                #expect(try store.reviewQueue.next(for: Self.reviewer, at: now) == id)
                #expect(try store.reviewQueue.claim(id, for: Self.reviewer, at: now, until: soon))
                #expect(try store.reviewQueue.claim(id, for: Self.reviewer, at: now, until: soon))
                #expect(try !store.reviewQueue.claim(id, for: Self.other, at: now, until: soon))
                #expect(try store.reviewQueue.next(for: Self.other, at: now) == reviews[0].id)
                #expect(try store.reviewQueue.next(for: Self.other, at: soon) == id)
                let claim = try store.indexReviews.find(id)?.claim
                #expect(claim == ReviewClaim(reviewer: Self.reviewer, since: now, until: soon))
                try store.reviewQueue.release(id)
                try store.reviewQueue.skip(id, by: Self.reviewer, until: soon)
                #expect(try store.reviewQueue.next(for: Self.reviewer, at: now) == reviews[0].id)
                #expect(try store.reviewQueue.next(for: Self.reviewer, at: soon) == id)
            }
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `a reviewer has one opinion on a review, and the counts follow every change`(
        driver: ContractDriver
    ) async throws {
        try await driver.withStorage { storage in
            let reviews = try await Self.ask(11, in: storage)
            let opinion = ReviewOpinion(
                review: reviews[10].id,
                reviewer: Self.reviewer,
                verdict: .same,
                at: Sample.instant,
                milliseconds: 1_500
            )
            _ = try await storage.write { try $0.reviewQueue.add(opinion) }
            await #expect(throws: StorageConflict.versionMoved) {
                try await storage.write { try $0.reviewQueue.add(opinion) }
            }
            let kept = try #require(try await storage.read { try $0.reviewQueue.lastOpinion(of: Self.reviewer) })
            #expect(kept.verdict == .same && kept.milliseconds == 1_500 && kept.at == Sample.instant)
            var counts = try await storage.read { try $0.reviewQueue.counts() }
            #expect(counts.openCount == 11 && counts.openByBand[9] == 2 && counts.openByBand[0] == 1)
            try await storage.write { store in
                try store.indexReviews.decide(reviews[10], .same, by: Self.reviewer, at: Sample.instant)
                try store.indexReviews.save(.settled, of: reviews[0].id)
                try store.reviewQueue.withdraw(kept, at: Sample.instant)
            }
            counts = try await storage.read { try $0.reviewQueue.counts() }
            #expect(counts.openCount == 9 && counts.same[9] == 1 && counts.openByBand[0] == 0)
            try await storage.write { store in
                guard let decided = try store.indexReviews.find(reviews[10].id) else { return }
                try store.indexReviews.reopen(decided)
                try store.indexReviews.save(.open, of: decided.id)
                #expect(try store.reviewQueue.opinions(on: decided.id).isEmpty)
            }
            counts = try await storage.read { try $0.reviewQueue.counts() }
            #expect(counts.openCount == 10 && counts.decidedCount == 0)
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `figures of reviewers add up over days`(driver: ContractDriver) async throws {
        try await driver.withStorage { storage in
            let day = CivilDate(inChinaAt: Sample.instant)
            try await storage.write { store in
                for days in [0, 0, -1, -40] {
                    let figures = ReviewerFigures(opinions: 1, agreed: 1, decided: 1, milliseconds: 10)
                    try store.reviewQueue.add(figures, of: Self.reviewer, on: day.adding(days: days))
                }
                try store.reviewQueue.add(ReviewerFigures(opinions: -1, undone: 1), of: Self.reviewer, on: day)
            }
            let sums = try await storage.read { try $0.reviewQueue.figures(from: day.adding(days: -29)) }
            #expect(sums.map(\.reviewer) == [Self.reviewer])
            #expect(
                sums[0].figures
                    == ReviewerFigures(opinions: 2, agreed: 3, decided: 3, undone: 1, milliseconds: 30)
            )
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `source records are counted in their order, none twice`(driver: ContractDriver) async throws {
        try await driver.withStorage { storage in
            let clock = TestClock()
            let ambient = Ambient(now: { clock.now }, randomBytes: { [UInt8](repeating: 7, count: $0) })
            let service = IndexService(storage: storage, ambient: ambient)
            for person in 1...3 {
                _ = try await service.register(MadeUpRegistration.fields(person), as: MadeUpRegistration.id(person))
            }
            let first = try await storage.read { try $0.indexQuality.uncounted(until: clock.now, limit: 2) }
            #expect(first.map(\.fields) == [MadeUpRegistration.fields(1), MadeUpRegistration.fields(2)])
            #expect(first.allSatisfy { $0.origin == .opened && $0.authority.text == "H1" })
            let none = try await storage.read {
                try $0.indexQuality.uncounted(until: clock.now.addingTimeInterval(-1), limit: 2)
            }
            #expect(none.isEmpty)
            let month = StatisticsMonth(of: CivilDate(inChinaAt: clock.now))
            let tally = RecordTally(
                authority: AssigningAuthority(trusted: "H1"),
                month: month,
                kind: .origin(.opened),
                count: 2
            )
            let last = first[1].number
            try await storage.write { try $0.indexQuality.add([tally], through: last, at: clock.now) }
            await #expect(throws: StorageConflict.versionMoved) {
                try await storage.write { try $0.indexQuality.add([tally], through: last, at: clock.now) }
            }
            #expect(try await storage.read { try $0.indexQuality.uncounted(until: clock.now, limit: 5) }.count == 1)
            #expect(try await storage.read { try $0.indexQuality.tallies(from: month) } == [tally])
            #expect(try await storage.read { try $0.indexQuality.tallies(from: month.earlier(by: -1)) }.isEmpty)
            #expect(try await storage.read { try $0.indexQuality.countedAt() } == clock.now)
        }
    }
}

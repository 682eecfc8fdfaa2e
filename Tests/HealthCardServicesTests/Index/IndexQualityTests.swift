import HealthCardDomain
import HealthCardServices
import Matching
import TestSupport
import Testing

/// The quality page's numbers: the estimate of duplicates, and counts of what windows type.
struct IndexQualityTests {
    @Test func `nothing asked is nothing left`() {
        let estimate = DuplicateEstimate(ReviewCounts())
        #expect(estimate.pairs == 0 && estimate.low == 0 && estimate.high == 0 && estimate.decided == 0)
    }

    @Test func `without decisions the engine is believed, with many the reviewers are`() {
        var counts = ReviewCounts()
        counts.open = [.first: 1_000]
        counts.openByBand[7] = 1_000
        let engine = DuplicateEstimate(counts)
        #expect(abs(engine.pairs - 750) < 1)
        #expect(engine.low < 400 && engine.high == 1_000)
        (counts.same[7], counts.notSame[7]) = (900, 100)
        let reviewed = DuplicateEstimate(counts)
        #expect(abs(reviewed.pairs - 900) < 2)
        #expect(reviewed.low > 860 && reviewed.high < 935 && reviewed.decided == 1_000)
    }

    @Test(arguments: [
        ("", NumberCoverage.missing), ("  ", .missing), ("无", .junk), ("111111111111111111", .junk),
        (MadeUpRegistration.number(1), .valid), (String(MadeUpRegistration.number(1).dropLast()), .damaged),
        ("G61592374", .other),
    ])
    func `a number is read for what it is`(typed: String, coverage: NumberCoverage) {
        var fields = MadeUpRegistration.fields(1)
        fields.idNumber = typed
        if coverage == .other { fields.idType = "03" }
        #expect(NumberCoverage(of: fields) == coverage)
    }

    @Test func `records are counted once, by institution, when they are old enough`() async throws {
        let world = try await World()
        let questions = DoubtfulWorld(world)
        let tally = IndexTally(storage: world.storage, ambient: world.ambient)
        for person in 1...3 { _ = try await questions.raise(person) }
        #expect(try await tally.run() == 0)
        world.clock.advance(by: 300)
        _ = try await questions.raise(4)
        #expect(try await tally.run() == 6)
        #expect(try await tally.run() == 0)
        world.clock.advance(by: 300)
        #expect(try await tally.run() == 2)
        let quality = try await world.services.indexQuality.quality(by: questions.act())
        func count(_ kind: RecordTally.Kind, at institution: Int) -> Int {
            quality.tallies.reduce(0) { sum, tally in
                tally.authority.text == "H\(institution)" && tally.kind == kind ? sum + tally.count : sum
            }
        }
        #expect(count(.number("valid"), at: 1) == 4 && count(.number("missing"), at: 1) == 0)
        #expect(count(.number("valid"), at: 2) == 0 && count(.number("missing"), at: 2) == 4)
        #expect(count(.origin(.opened), at: 1) == 4 && count(.origin(.opened), at: 2) == 4)
        #expect(quality.counts.openCount == 4 && quality.countedAt != nil)
        // Another registration of the same person is linked, by a rule that is counted too.
        _ = try await questions.index.register(MadeUpRegistration.fields(1, at: 3), as: MadeUpRegistration.id(1, at: 3))
        #expect(try await tally.run(includingNewest: true) == 1)
        let later = try await world.services.indexQuality.quality(by: questions.act())
        #expect(later.tallies.contains { $0.kind == .rule("own-number") && $0.authority.text == "H3" })
        try await world.close()
    }

    @Test func `a month is a month of China, and counts back over years`() {
        let month = StatisticsMonth(trusted: 202_601)
        #expect(month.earlier(by: 0) == month)
        #expect(month.earlier(by: 1).number == 202_512)
        #expect(month.earlier(by: 13).number == 202_412)
    }
}

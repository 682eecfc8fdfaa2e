/// How many pairs of persons among the open reviews are one person each, by what reviewers found in reviews of the same
/// probability.
///
/// In each band of probability the share of true pairs is estimated from the decided reviews; the engine's own
/// probability counts as ``engineOpinions`` decided reviews more, so that a band without decisions rests on it and one
/// with many does not. The error has two parts: how well the share is known, and chance among the open reviews. What the
/// engine never asked about is not in it.
package struct DuplicateEstimate: Sendable, Equatable {
    /// The weight of the engine's probability, in decided reviews. Ours.
    package static let engineOpinions = 4.0
    /// Standard errors of the range that is given: 95 %.
    private static let spread = 1.96

    /// Expected pairs.
    package let pairs: Double
    /// The range in which the true number lies in 19 of 20 cases, if the reviewers are right.
    package let low: Double
    package let high: Double
    /// Decided reviews that it rests on.
    package let decided: Int

    package init(_ counts: ReviewCounts) {
        var (sum, variance) = (0.0, 0.0)
        for band in 0..<ReviewCounts.bandCount {
            let open = Double(counts.openByBand[band])
            let (same, notSame) = (Double(counts.same[band]), Double(counts.notSame[band]))
            let middle = (Double(band) + 0.5) / Double(ReviewCounts.bandCount)
            let seen = same + notSame + Self.engineOpinions
            let share = (same + middle * Self.engineOpinions) / seen
            sum += open * share
            variance += open * open * share * (1 - share) / (seen + 1) + open * share * (1 - share)
        }
        let total = Double(counts.openCount)
        let error = Self.spread * variance.squareRoot()
        pairs = sum
        low = max(0, sum - error)
        high = min(total, sum + error)
        decided = counts.decidedCount
    }
}

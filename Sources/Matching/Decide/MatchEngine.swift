/// Decides to which person of the index a record belongs: compares it with whole persons, weighs, applies vetoes.
///
/// A decision is a pure function of its arguments.
package struct MatchEngine: Sendable {
    /// How many live records of one person are read.
    package static let recordsRead = 64
    /// How many reviews one record may open.
    package static let reviewLimit = 3

    package let model: MatchModel

    package init(model: MatchModel = .standard) { self.model = model }

    /// Decides about one record.
    ///
    /// - Parameters:
    ///   - record: The record to place; it belongs to none of the candidates yet.
    ///   - candidates: Every person found under a key of the record that is not crowded, each once.
    ///   - counts: How many persons lie under each key of the record.
    ///   - apart: What people decided to be not the same.
    package func decide(
        _ record: MatchRecord,
        among candidates: [CandidatePerson],
        counts: BlockCounts,
        apart: ApartPersons = ApartPersons()
    ) -> Decision {
        guard let judging = judge(record, among: candidates, counts: counts, apart: apart) else {
            return Decision(outcome: .opens, chosen: [], reviews: [])
        }
        return judging.decision()
    }

    /// Grades every candidate for somebody who asks whom a description may mean, and links nothing.
    ///
    /// - Parameters: as in `decide`.
    /// - Returns: the candidates that are worth naming, the best first.
    package func grade(
        _ record: MatchRecord,
        among candidates: [CandidatePerson],
        counts: BlockCounts,
        apart: ApartPersons = ApartPersons()
    ) -> [GradedCandidate] {
        judge(record, among: candidates, counts: counts, apart: apart)?.graded() ?? []
    }

    /// The whole course of a decision; `nil` for a record that is linked to nobody.
    func judge(
        _ record: MatchRecord,
        among candidates: [CandidatePerson],
        counts: BlockCounts,
        apart: ApartPersons
    ) -> Judging? {
        guard record.mayBeLinked else { return nil }
        let crowd = Crowd(record, keys: record.crowdKeys, counts: counts)
        var record = record
        if crowd.isNumberCrowded {
            var contents = record.contents
            contents.documents.removeAll(where: \.isOfResident)
            record = MatchRecord(contents)
        }
        var judging = Judging(record: record, apart: apart, crowd: crowd, model: model)
        judging.assess(candidates)
        judging.contestNumbers()
        judging.askAboutTwoNumbers()
        judging.guardTwins()
        judging.guardRivals()
        judging.chooseProven()
        judging.chooseByWholeEvidence()
        return judging
    }

    /// The comparison of one record with another, for yardsticks and for learning: weight in bits and probability.
    package func compare(_ one: MatchRecord, _ other: MatchRecord, persons: Int) -> Explanation {
        var crowd = Crowd()
        crowd.persons = persons
        let comparison = RecordComparator(crowd: crowd).compare(one, other)
        let (weight, evidence) = model.weigh(comparison, crowd: crowd)
        return Explanation(
            evidence: evidence,
            weight: weight,
            probability: model.probability(of: weight),
            rule: Proof(
                comparison: comparison,
                rarity: MatchModel.liveRarity(comparison.rarity, crowd: crowd),
                persons: crowd.persons
            ).rule,
            vetoes: Vetoes.of([one], [other], comparison),
            model: model.name
        )
    }
}

/// Decides to which person of the index a record belongs: compares it with whole persons, weighs, applies vetoes.
///
/// A decision is a pure function of its arguments.
package struct MatchEngine: Sendable {
    /// How many live records of one person are read.
    package static let recordsRead = 64
    /// How many reviews one record may open.
    package static let reviewLimit = 3

    private let model: MatchModel

    package init(model: MatchModel = .standard) { self.model = model }

    package func decide(
        _ record: MatchRecord, among candidates: [CandidatePerson], counts: BlockCounts,
        apart: ApartPersons = ApartPersons()
    ) -> Decision {
        guard record.mayBeLinked, let number = record.validNumber, !record.isNumberDoubtful else {
            return Decision(outcome: .opens, chosen: [], reviews: [])
        }
        for candidate in candidates where !apart.containsForRecord(candidate.index) {
            for (offset, other) in candidate.records.enumerated()
            where other.validNumber == number && other.names == record.names {
                let explanation = Explanation(
                    evidence: [], weight: 20, probability: 0.999_999, rule: .ownNumber, vetoes: [], model: model.name
                )
                let finding = Decision.Finding(index: candidate.index, record: offset, explanation: explanation)
                return Decision(outcome: .links(to: candidate.index), chosen: [finding], reviews: [])
            }
        }
        return Decision(outcome: .opens, chosen: [], reviews: [])
    }
}

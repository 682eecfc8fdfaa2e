/// What the engine decides about a record, and how it grades the candidates that are worth naming.
package struct Appraisal: Sendable, Equatable {
    package let decision: Decision
    /// The best first.
    package let candidates: [GradedCandidate]
}

extension MatchEngine {
    /// Decides about a record as ``decide(_:among:counts:apart:)`` does, and grades the candidates in the same course.
    package func appraise(
        _ record: MatchRecord,
        among candidates: [CandidatePerson],
        counts: BlockCounts,
        apart: ApartPersons = ApartPersons()
    ) -> Appraisal {
        guard let judging = judge(record, among: candidates, counts: counts, apart: apart) else {
            return Appraisal(decision: Decision(outcome: .opens, chosen: [], reviews: []), candidates: [])
        }
        return Appraisal(decision: judging.decision(), candidates: judging.graded())
    }
}

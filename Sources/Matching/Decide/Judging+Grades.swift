extension Judging {
    /// The probability from which on a candidate without a proof is named at all.
    private static let leastProbability = 0.1

    /// The candidates that are worth naming, the best first.
    func graded() -> [GradedCandidate] {
        assessments.indices.compactMap { index in
            let explanation = assessments[index].explanation(model)
            return grade(index, explanation).map {
                GradedCandidate(index: assessments[index].candidate.index, grade: $0, explanation: explanation)
            }
        }
        .sorted { ($0.grade, $0.explanation.weight, $1.index) > ($1.grade, $1.explanation.weight, $0.index) }
    }

    private func grade(_ index: Int, _ explanation: Explanation) -> MatchGrade? {
        if chosen.contains(index) { return .certain }
        if explanation.probability < Self.leastProbability { return nil }
        if explanation.vetoes.contains(where: \.isFinal) { return .certainlyNot }
        return explanation.vetoes.isEmpty && explanation.weight >= model.reviewLine ? .probable : .possible
    }
}

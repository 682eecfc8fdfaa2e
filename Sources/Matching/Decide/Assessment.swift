/// What is found about one candidate while a record is judged.
struct Assessment {
    let candidate: CandidatePerson
    var comparison: Comparison
    /// The record of the candidate that is most like the record under decision.
    var nearest: Int
    var weight: Double
    var evidence: [Evidence]
    var vetoes: [Veto]
    var rule: Rule?

    var isProven: Bool { rule != nil && vetoes.isEmpty }

    func explanation(_ model: MatchModel) -> Explanation {
        Explanation(
            evidence: evidence,
            weight: weight,
            probability: probability(model),
            rule: rule,
            vetoes: vetoes,
            model: model.name
        )
    }

    /// What the weight stands for, unless a rule proves the link or a final veto forbids it.
    private func probability(_ model: MatchModel) -> Double {
        let probability = model.probability(of: weight)
        if vetoes.contains(where: \.isFinal) { return min(probability, MatchModel.forbiddenProbability) }
        return isProven ? max(probability, MatchModel.provenProbability) : probability
    }
}

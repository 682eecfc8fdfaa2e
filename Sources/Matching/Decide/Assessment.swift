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
        let probability = model.probability(of: weight)
        return Explanation(
            evidence: evidence,
            weight: weight,
            probability: isProven ? max(probability, MatchModel.provenProbability) : probability,
            rule: rule,
            vetoes: vetoes,
            model: model.name
        )
    }
}

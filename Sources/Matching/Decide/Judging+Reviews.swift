/// Whom a person is asked about.
extension Judging {
    /// Persons below the line and above the one under which a comparison is not worth a person's time.
    func reviews() -> [Decision.Finding] {
        let whole = chosen.flatMap { assessments[$0].candidate.records }
        let worth = assessments.indices.filter { index in
            let one = assessments[index]
            guard !chosen.contains(index), !one.vetoes.contains(where: \.isFinal) else { return false }
            guard isWorthReview(one) else { return false }
            guard !chosen.isEmpty else { return true }
            // What the linked person was offered before is not offered again.
            guard chosen.allSatisfy({ !arePartedForSure(assessments[$0].candidate, one.candidate) }) else {
                return false
            }
            let before = assess(whole, one.candidate)
            return !isWorthReview(before)
        }
        .sorted { (assessments[$0].weight, $1) > (assessments[$1].weight, $0) }
        var asked: [Int] = []
        for index in worth where asked.count < MatchEngine.reviewLimit && !asked.contains(where: { isAsked(index, $0) })
        {
            asked.append(index)
        }
        return asked.map { finding($0) }
    }

    /// Whether people were asked about two candidates when the younger of them came. Then the answer to that question and
    /// the one about the likelier candidate say the rest.
    private func isAsked(_ index: Int, _ likelier: Int) -> Bool {
        let between = assess(assessments[index].candidate.records, assessments[likelier].candidate)
        return !between.vetoes.contains(where: \.isFinal) && isWorthReview(between)
    }

    /// Whether a person's look is worth its time: above the line, and not the kind of likeness that families have.
    private func isWorthReview(_ one: Assessment) -> Bool {
        let comparison = one.comparison
        if model.provingLine == nil, isExplainedByWindow(comparison) { return true }
        guard one.weight >= model.reviewLine else { return false }
        if one.vetoes.contains(.unlikeNames) || one.vetoes.contains(.birthDatesApart) { return false }
        if comparison.name == .oneCharacter || comparison.name == .dropped || comparison.name == .givenOnly {
            // Brothers and sisters: only the birth date speaks for a slip of the hand, and a twin's sex against it.
            return comparison.birth >= .lunar && comparison.sex != .differs
        }
        if comparison.newborns > 0, comparison.name == .absent {
            return comparison.birth >= .oneDigit && comparison.sex != .differs
        }
        return true
    }

    /// Whether a name or a birth date that contradicts may be what windows do: a new name, a short form or a relative's
    /// name beside the own number or birth date, and the birth date of the relative whose card was read.
    private func isExplainedByWindow(_ comparison: Comparison) -> Bool {
        let isHousehold = comparison.phone == .equal || comparison.address >= .house
        if comparison.name == .exact, comparison.birth == .contradicts {
            return isHousehold || comparison.isNamedHolder && comparison.sex != .differs
        }
        guard comparison.sex != .differs else { return false }
        switch comparison.name {
        case .surnameOnly, .givenOnly, .oneCharacter, .differs:
            return comparison.number == .equal && comparison.typedBirth >= .weakExact
                || comparison.birth == .exact && comparison.sex == .equal && isHousehold
        default: return false
        }
    }
}

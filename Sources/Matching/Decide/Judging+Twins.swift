/// Twins share everything but the name and the number, and windows mix up their cards, certificates and names.
extension Judging {
    /// Two people of one birth date in one household: only a number, or a name that the other does not nearly bear, tells
    /// which of them is meant.
    mutating func guardTwins() {
        let born = assessments.indices.filter {
            let comparison = assessments[$0].comparison
            return comparison.birth == .exact
                && (comparison.phone == .equal || comparison.address >= .house || comparison.relative >= .name)
        }
        for index in assessments.indices where assessments[index].rule != nil {
            let one = assessments[index]
            if one.rule == .document { continue }
            if one.rule == .ownNumber, one.comparison.name >= .homophone, !hasBetterNamed(index, among: born) {
                continue
            }
            let others = born.filter { $0 != index && areTwins(one, assessments[$0]) }
            let isDoubtful =
                switch one.comparison.name {
                // A slip in the name of the one may have made it the name of the other.
                case .exact: others.contains { Self.areConfusable(assessments[$0].comparison.name) }
                default: !others.isEmpty || isMarkedTwin(one)
                }
            if isDoubtful { assessments[index].vetoes.append(.twins) }
        }
    }

    /// Whether a name may be that of the other by one slip.
    private static func areConfusable(_ name: NameLevel) -> Bool { name != .exact && name.isLike }

    /// Whether the record or the person was once called the first or second of several.
    private func isMarkedTwin(_ one: Assessment) -> Bool {
        record.newborn.isOfSeveral || one.candidate.records.contains { $0.newborn.isOfSeveral }
    }

    /// Whether another of one birth date and household is certainly not the person, or not whom the record speaks of.
    private func areTwins(_ one: Assessment, _ other: Assessment) -> Bool {
        if other.candidate.records.contains(where: { $0.newborn.isOfSeveral }) { return true }
        return other.vetoes.contains { $0.isFinal || $0 == .unlikeNames }
            || arePartedForSure(one.candidate, other.candidate)
    }

    /// Whether another of one birth date and household bears the record's name more exactly: a twin's card, then.
    private func hasBetterNamed(_ index: Int, among born: [Int]) -> Bool {
        let one = assessments[index]
        return one.comparison.name != .exact
            && born.contains { other in
                other != index && assessments[other].comparison.name > one.comparison.name
                    && arePartedForSure(one.candidate, assessments[other].candidate)
            }
    }
}

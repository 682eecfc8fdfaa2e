/// Twins share everything but the name and the number, and windows mix up their cards, certificates and names.
extension Judging {
    /// Two people of one birth date in one household: only a number, or a name that the other does not nearly bear, tells
    /// which of them is meant.
    mutating func guardTwins() {
        for index in assessments.indices where assessments[index].rule != nil {
            let others = assessments.indices.filter { $0 != index }.map { assessments[$0] }
            if mayBeTwin(assessments[index], of: [record], beside: others) { assessments[index].vetoes.append(.twins) }
        }
    }

    /// Whether a description of somebody may be that of a candidate's twin.
    ///
    /// - Parameter others: the other candidates, compared with the same description.
    func mayBeTwin(_ one: Assessment, of description: [MatchRecord], beside others: [Assessment]) -> Bool {
        if one.rule == .document { return false }
        let born = others.filter { other in
            let comparison = other.comparison
            return comparison.birth == .exact
                && (comparison.phone == .equal || comparison.address >= .house || comparison.relative >= .name)
        }
        if one.rule == .ownNumber, one.comparison.name >= .homophone, !hasBetterNamed(one, among: born) { return false }
        let twins = born.filter { areTwins(one, $0) }
        // A slip in the name of the one may have made it the name of the other.
        if one.comparison.name == .exact { return twins.contains { Self.areConfusable($0.comparison.name) } }
        return !twins.isEmpty || (description + one.candidate.records).contains { $0.newborn.isOfSeveral }
    }

    /// Whether a name may be that of the other by one slip.
    private static func areConfusable(_ name: NameLevel) -> Bool { name != .exact && name.isLike }

    /// Whether another of one birth date and household is certainly not the person, or not whom the record speaks of.
    private func areTwins(_ one: Assessment, _ other: Assessment) -> Bool {
        if other.candidate.records.contains(where: { $0.newborn.isOfSeveral }) { return true }
        return other.vetoes.contains { $0.isFinal || $0 == .unlikeNames }
            || arePartedForSure(one.candidate, other.candidate)
    }

    /// Whether another of one birth date and household bears the record's name more exactly, or the candidate's: a twin's
    /// card was read for the one or the other.
    private func hasBetterNamed(_ one: Assessment, among born: [Assessment]) -> Bool {
        one.comparison.name != .exact
            && born.contains { other in
                if other.comparison.name > one.comparison.name, arePartedForSure(one.candidate, other.candidate) {
                    return true
                }
                guard other.vetoes.contains(where: { $0.isFinal || $0 == .twoNumbers }) else { return false }
                return one.candidate.records.contains { record in
                    other.candidate.records.contains {
                        NameComparator.level(record.names, $0.names) > one.comparison.name
                    }
                }
            }
    }
}

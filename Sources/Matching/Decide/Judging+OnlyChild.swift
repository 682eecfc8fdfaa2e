/// How a newborn without a name is known again in the child that it became.
///
/// That no twin is known is no sign of a single child while little is known. A child that was seen again and again over a
/// year, while no other child of that day was seen in its home, is one.
extension Judging {
    /// On how many days the named child was registered at the least.
    private static let daysSeen = 3
    /// The age in days at which it was seen last at the least.
    private static let ageSeen: Int32 = 365

    /// The one candidate that is the child of whom the record speaks, or that has grown up as the record's newborn.
    var knownChild: Int? {
        let found = assessments.indices.filter { index in
            let one = assessments[index]
            return one.vetoes.isEmpty && !one.candidate.isCut && isOnlyChild([record], one, besides: [index])
        }
        return found.count == 1 ? found[0] : nil
    }

    /// Whether a newborn under its mother's name is the named child of one day, sex and home: the child was seen often
    /// enough since for a twin to have been seen as well, and no other child of that day lives there. Two newborns may be
    /// two children, whoever one of them became.
    func isOnlyChild(_ one: [MatchRecord], _ other: Assessment, besides chosen: [Int]) -> Bool {
        let comparison = other.comparison
        guard model.provingLine == nil, comparison.newborns == 1, comparison.name == .absent,
            comparison.birth == .exact,
            comparison.sex == .equal, !comparison.hasOrderMark,
            comparison.phone == .equal || comparison.address >= .house || comparison.relative == .number
        else { return false }
        let all = one + other.candidate.records
        let named = all.filter { $0.kind == .person }
        guard let birth = named.lazy.compactMap(\.bestBirth).first, let last = named.map(\.registered).max(),
            Set(named.map(\.registered)).count >= Self.daysSeen, last - birth.dayNumber >= Self.ageSeen
        else { return false }
        return isAlone(all, besides: chosen)
    }

    /// Whether nobody else of that birth date is known in the home.
    private func isAlone(_ all: [MatchRecord], besides chosen: [Int]) -> Bool {
        !assessments.indices.contains { index in
            guard !chosen.contains(index) else { return false }
            let rival = assess(all, assessments[index].candidate).comparison
            return rival.birth >= .lunar && rival.name != .exact
                && (rival.phone >= .near || rival.address >= .crowded || rival.relative >= .name || rival.isRelation)
        }
    }
}

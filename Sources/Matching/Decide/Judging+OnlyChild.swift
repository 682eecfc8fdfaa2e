/// How a newborn without a name is known again in the child that it became.
///
/// Windows mark twins (之大, 长子, B), and of two children of one home both come: that no other child of the birth date is
/// known there is a sign of a single child, the stronger the oftener the child came. Among some 15,000 such pairs of corpora
/// in which at most one newborn in fourteen was a twin, 7 were of twins; of 532 of a corpus in which every fifth was, 14.
extension Judging {
    /// On how many days the named child was registered at the least, in its home and at its home's phone alone.
    private static let daysSeen = 2
    private static let daysSeenAtPhone = 4
    /// Years between a mother and her child.
    private static let yearsOfMother = BirthDate.yearsOfGeneration...55

    /// The one candidate that is the child of whom the record speaks, or that has grown up as the record's newborn.
    var knownChild: Int? {
        let found = assessments.indices.filter { index in
            let one = assessments[index]
            return one.vetoes.isEmpty && !one.candidate.isCut && isOnlyChild([record], one, besides: [index])
        }
        return found.count == 1 ? found[0] : nil
    }

    /// Whether a newborn under its mother's name is the named child of one day, sex and phone, and nobody was born with it: by
    /// the guardian's number, in the home of a child that was seen twice, or by the phone of one that was seen often.
    /// Two newborns may be two children, whoever one of them became.
    func isOnlyChild(_ one: [MatchRecord], _ other: Assessment, besides chosen: [Int]) -> Bool {
        let comparison = other.comparison
        guard model.provingLine == nil, comparison.newborns == 1, comparison.name == .absent,
            comparison.birth == .exact, comparison.sex == .equal, !comparison.hasOrderMark,
            comparison.phone == .equal, !hasOtherMother(one, other.candidate.records)
        else { return false }
        let all = one + other.candidate.records
        let named = all.filter { $0.kind == .person }
        let hasOneGuardian = comparison.relative == .number
        let isAtHome = comparison.relative >= .name || comparison.address >= .house
        // The child's birth date stands at its mother's own registrations as well, where a window mixed the two up.
        let parents = all.filter { $0.kind == .newborn }.flatMap(\.relativeNames)
        guard !named.isEmpty, !named.contains(where: { NameComparator.level($0.names, parents) >= .homophone }) else {
            return false
        }
        let days = Set(named.map(\.registered)).count
        guard hasOneGuardian || isAtHome && days >= Self.daysSeen || days >= Self.daysSeenAtPhone else { return false }
        return isAlone(all, besides: chosen)
    }

    /// Whether the mothers of two children have numbers, and not the same.
    private func hasOtherMother(_ one: [MatchRecord], _ other: [MatchRecord]) -> Bool {
        let left = one.flatMap(mothers)
        let right = other.flatMap(mothers)
        return !left.isEmpty && !right.isEmpty && !left.contains(where: right.contains)
    }

    /// The numbers of a child's guardians that may be its mother's.
    private func mothers(_ record: MatchRecord) -> [Document] {
        guard let birth = record.bestBirth else { return [] }
        return record.relativeDocuments.filter { document in
            document.isResident && document.sex == 2
                && document.birthDate.map { Self.yearsOfMother.contains(birth.year - $0.year) } == true
        }
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

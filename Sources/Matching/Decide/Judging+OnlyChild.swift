/// How a newborn without a name is known again in the child that it became.
///
/// That no twin is known is no sign of a single child while little is known, and visits alone do not tell: twins fall ill
/// one by one. But all children are examined and their vaccinations looked through when they enter kindergarten at three
/// years (托儿所幼儿园卫生保健管理办法, 2010, clause 18). Of a child seen since, a twin would have been seen as well.
extension Judging {
    /// On how many days the named child was registered at the least.
    private static let daysSeen = 4
    /// The age in days at which it was seen last at the least: some months after kindergartens take children in.
    private static let ageSeen: Int32 = 1_200
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

    /// Whether a newborn under its mother's name is the named child of one day, sex and home, and nobody was born with it.
    /// Two newborns may be two children, whoever one of them became.
    func isOnlyChild(_ one: [MatchRecord], _ other: Assessment, besides chosen: [Int]) -> Bool {
        let comparison = other.comparison
        guard model.provingLine == nil, comparison.newborns == 1, comparison.name == .absent,
            comparison.birth == .exact, comparison.sex == .equal, !comparison.hasOrderMark,
            comparison.phone == .equal || comparison.address >= .house || comparison.relative == .number,
            !hasOtherMother(one, other.candidate.records)
        else { return false }
        let all = one + other.candidate.records
        let named = all.filter { $0.kind == .person }
        // The child's birth date stands at its mother's own registrations as well, where a window mixed the two up.
        let parents = all.filter { $0.kind == .newborn }.flatMap(\.relativeNames)
        guard !named.contains(where: { NameComparator.level($0.names, parents) >= .homophone }) else { return false }
        guard let birth = named.lazy.compactMap(\.bestBirth).first, let last = named.map(\.registered).max(),
            last - birth.dayNumber >= Self.ageSeen, Set(named.map(\.registered)).count >= Self.daysSeen
        else { return false }
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

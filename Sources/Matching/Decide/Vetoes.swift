/// The vetoes between two descriptions of people, each a list of records, and their comparison.
///
/// A veto against any live record of a person is a veto against the person.
struct Vetoes {
    /// Years between two well-stated birth dates from which on no slip of the hand explains them.
    private static let yearsOfGeneration = 12

    static func of(_ one: [MatchRecord], _ other: [MatchRecord], _ comparison: Comparison) -> [Veto] {
        var vetoes: [Veto] = []
        if hasDifferentNumbers(one, other, comparison) { vetoes.append(.differentNumbers) }
        if comparison.isRelation, comparison.name < .homophone { vetoes.append(.relatives) }
        if hasDifferentNewborns(one, other, comparison) { vetoes.append(.differentBirthOrder) }
        if isNotBornYet(one, other) || isNotBornYet(other, one) { vetoes.append(.notBornYet) }
        // No child bears its parent's whole name, so the name and the number together are one person's, whatever the dates.
        let identified = comparison.number >= .equalDamaged || comparison.isNamedHolder || comparison.local == .equal
        if comparison.birth == .contradicts, comparison.yearsApart >= yearsOfGeneration, !identified {
            vetoes.append(.birthDatesApart)
        }
        if comparison.name.isUnlike { vetoes.append(.unlikeNames) }
        return vetoes
    }

    /// Two valid numbers are two people, unless both sides share one of them: then a person joined them before.
    private static func hasDifferentNumbers(
        _ one: [MatchRecord],
        _ other: [MatchRecord],
        _ comparison: Comparison
    ) -> Bool {
        for left in one where !left.isNumberDoubtful {
            guard let number = left.validNumber, !isOfRelative(number, other, comparison) else { continue }
            for right in other where !right.isNumberDoubtful {
                guard let against = right.validNumber, !isOfRelative(against, one, comparison) else { continue }
                if NumberComparator.level(number, against) <= .neighbours, comparison.number < .equal { return true }
            }
        }
        return false
    }

    /// A number that the other side, of a like name, gives as its guardian's was typed for the child.
    private static func isOfRelative(_ number: Document, _ others: [MatchRecord], _ comparison: Comparison) -> Bool {
        comparison.name >= .homophone && comparison.isRelation
            && others.contains { $0.relativeDocuments.contains(number) }
    }

    private static func hasDifferentNewborns(
        _ one: [MatchRecord],
        _ other: [MatchRecord],
        _ comparison: Comparison
    ) -> Bool {
        for left in one {
            for right in other {
                if left.newborn.contradicts(right.newborn) { return true }
                guard left.kind == .newborn || right.kind == .newborn else { continue }
                if comparison.birth == .contradicts || comparison.birth == .sameYear { return true }
                let (leftSex, rightSex) = (left.bestSex, right.bestSex)
                if leftSex != 0, rightSex != 0, leftSex != rightSex { return true }
            }
        }
        return false
    }

    /// A record made before the other's holder was born, as far as its own number says.
    private static func isNotBornYet(_ one: [MatchRecord], _ other: [MatchRecord]) -> Bool {
        for left in one where left.registered > 0 {
            for right in other {
                if let birth = right.numberBirth, birth.dayNumber > left.registered + 2 { return true }
            }
        }
        return false
    }
}

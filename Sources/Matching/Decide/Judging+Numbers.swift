/// Numbers that may not be those of whoever was registered with them.
extension Judging {
    /// A number that another person of an unlike name has as well may be borrowed, so it parts nobody for good.
    mutating func contestNumbers() {
        let isContested = assessments.contains { $0.comparison.number == .equal && $0.comparison.nameAtNumber.isUnlike }
        guard isContested else { return }
        for index in assessments.indices where assessments[index].rule == .ownNumber {
            let comparison = assessments[index].comparison
            let isAlone =
                comparison.typedBirth == .absent && comparison.phone != .equal && comparison.address < .house
                && comparison.local != .equal
            // Where a card is read that several are registered with, it says one birth date for all of them.
            let isAsRead = comparison.nameAtNumber != .exact && comparison.phone != .equal && comparison.local != .equal
            if isAlone || isAsRead { assessments[index].vetoes.append(.numberContested) }
        }
        ask(.numberContested) { comparison in
            comparison.name >= .homophone && comparison.phone == .equal && comparison.number == .differs
        }
    }

    /// Two valid numbers under one name at one mobile phone: hardly anybody shares both with another, so a person decides.
    mutating func askAboutTwoNumbers() {
        ask(.twoNumbers) { $0.name == .exact && $0.phone == .equal && $0.isSameMobile }
    }

    /// Asks a person about those whom different numbers would part for good.
    private mutating func ask(_ veto: Veto, where mayBeOne: (Comparison) -> Bool) {
        for index in assessments.indices where assessments[index].vetoes.contains(.differentNumbers) {
            guard mayBeOne(assessments[index].comparison) else { continue }
            assessments[index].vetoes.removeAll { $0 == .differentNumbers }
            assessments[index].vetoes.append(veto)
        }
    }
}

/// How many people a review takes, and what their opinions come to (`A12`).
///
/// Reviewers do not see one another's opinions. While all agree, a verdict stands once enough people gave it; where two
/// disagree, a third person decides.
package struct ReviewRules: Sendable, Equatable {
    /// The most opinions that a review can take.
    package static let mostOpinions = 3

    /// What the opinions on a review come to.
    package enum Standing: Sendable, Equatable {
        /// Another person must be asked.
        case waits
        case decided(ReviewVerdict)
    }

    /// How many people must say that two persons are the same, 1 or 2.
    package let peopleForSame: Int
    /// How many people must say that they are not, 1 or 2.
    package let peopleForNotSame: Int

    /// - Precondition: both 1 or 2.
    package init(peopleForSame: Int = 2, peopleForNotSame: Int = 1) {
        precondition((1...2).contains(peopleForSame) && (1...2).contains(peopleForNotSame), "one person, or two")
        self.peopleForSame = peopleForSame
        self.peopleForNotSame = peopleForNotSame
    }

    /// What opinions of different people come to.
    ///
    /// - Parameter verdicts: at most ``mostOpinions``, in the order in which they were given.
    package func standing(_ verdicts: [ReviewVerdict]) -> Standing {
        let same = verdicts.count { $0 == .same }
        let notSame = verdicts.count - same
        if same > 0, notSame > 0 {
            if verdicts.count < Self.mostOpinions { return .waits }
            return .decided(same > notSame ? .same : .notSame)
        }
        if same >= peopleForSame { return .decided(.same) }
        if notSame >= peopleForNotSame { return .decided(.notSame) }
        return .waits
    }
}

/// What is counted of a reviewer; as a change of the counts, parts may be negative.
package struct ReviewerFigures: Sendable, Equatable {
    /// Opinions that were given and not taken back.
    package var opinions = 0
    /// Opinions on reviews that two people looked at, where both said the same.
    package var agreed = 0
    /// Opinions on reviews that two people looked at, where they did not.
    package var disagreed = 0
    /// Reviews that the reviewer's opinion decided.
    package var decided = 0
    /// Opinions that the reviewer took back.
    package var undone = 0
    /// Time before the reviews that an opinion was given on.
    package var milliseconds = 0

    package init(
        opinions: Int = 0,
        agreed: Int = 0,
        disagreed: Int = 0,
        decided: Int = 0,
        undone: Int = 0,
        milliseconds: Int = 0
    ) {
        self.opinions = opinions
        self.agreed = agreed
        self.disagreed = disagreed
        self.decided = decided
        self.undone = undone
        self.milliseconds = milliseconds
    }
}

/// Whose opinion an open review waits for. The raw values are stored.
package enum ReviewStage: Int, Sendable, CaseIterable {
    /// Nobody gave one.
    case first = 1
    /// One person did, and the rules ask for another.
    case second = 2
    /// Two disagree.
    case third = 3

    /// The stage of a review that so many people gave an opinion on.
    ///
    /// - Precondition: 0 to 2.
    package init(opinions: Int) {
        guard let stage = ReviewStage(rawValue: opinions + 1) else {
            preconditionFailure("a review takes three opinions at the most")
        }
        self = stage
    }
}

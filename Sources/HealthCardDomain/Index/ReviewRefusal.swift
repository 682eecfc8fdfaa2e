/// What the reviewing of the index refuses.
package enum ReviewRefusal: Refusal, Equatable {
    /// Somebody else has the review before them.
    case taken
    /// The reviewer gave an opinion on it before: the next one must be another person's.
    case opinionGiven
    /// The reviewer's last opinion is too old, or others went on from it.
    case undoTooLate
    /// The form asks for something that is no decision.
    case decisionUnknown

    package var code: ProblemCode {
        switch self {
        case .taken: .reviewTaken
        case .opinionGiven: .reviewOpinionGiven
        case .undoTooLate: .reviewUndoTooLate
        case .decisionUnknown: .fieldMalformed
        }
    }

    package var field: String? {
        switch self {
        case .taken, .opinionGiven: "review"
        case .undoTooLate: nil
        case .decisionUnknown: "decision"
        }
    }
}

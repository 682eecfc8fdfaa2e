/// What a card refuses.
package enum CardRefusal: Refusal, Equatable {
    case malformedID
    case notFound
    case notActive(was: Card.Status)
    case notCancelled(is: Card.Status)
    case notSuspended(is: Card.Status)
    /// The app has not registered this resident: knowing a card id is no authority.
    case notBound

    package var code: ProblemCode {
        switch self {
        case .malformedID: .cardIDMalformed
        case .notFound: .cardNotFound
        case .notActive: .cardNotActive
        case .notCancelled: .cardNotCancelled
        case .notSuspended: .cardNotSuspended
        case .notBound: .cardNotBound
        }
    }

    package var field: String? { "card_id" }
}

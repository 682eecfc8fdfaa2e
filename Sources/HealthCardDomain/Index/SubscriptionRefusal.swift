/// What a subscription to the events of the main index refuses.
package enum SubscriptionRefusal: Refusal, Equatable {
    /// The caller speaks for no institution, or for one that is not subscribed.
    case notSubscribed
    /// The caller asks for the subscription of another than its own institution.
    case unknown
    /// No event was ever given under the number that the cursor names.
    case cursorAhead
    /// Events after the cursor were kept too long ago and are gone.
    case eventsExpired
    /// Nobody is filed under the institution code.
    case institutionNotFound

    package var code: ProblemCode {
        switch self {
        case .notSubscribed: .subscriptionNotFound
        case .unknown: .subscriptionUnknown
        case .cursorAhead: .cursorMalformed
        case .eventsExpired: .eventsExpired
        case .institutionNotFound: .institutionNotFound
        }
    }

    package var field: String? {
        switch self {
        case .notSubscribed, .unknown: nil
        case .cursorAhead, .eventsExpired: "cursor"
        case .institutionNotFound: "institution"
        }
    }
}

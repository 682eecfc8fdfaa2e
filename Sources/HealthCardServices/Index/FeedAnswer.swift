package import HealthCardDomain

/// What an institution is answered that said something about a patient.
package struct FeedAnswer: Sendable, Equatable {
    package enum Outcome: String, Sendable, CaseIterable {
        /// The local id was not known, or was somebody else's, or comes back.
        case added
        /// It is a new version of what was said before.
        case revised
        /// Nothing new was said.
        case unchanged
        /// The record was taken back.
        case withdrawn
    }

    package let outcome: Outcome
    /// The person of today.
    package let index: IndexNumber
    /// Of the record; counts from 1 with every change.
    package let version: Int
    /// How the record came to the person.
    package let origin: LinkOrigin
    /// How many questions to a person the record raised.
    package let reviews: Int

    package init(outcome: Outcome, index: IndexNumber, version: Int, origin: LinkOrigin, reviews: Int) {
        self.outcome = outcome
        self.index = index
        self.version = version
        self.origin = origin
        self.reviews = reviews
    }

    /// The same, with the person of today.
    func leading(to person: IndexNumber) -> FeedAnswer {
        FeedAnswer(outcome: outcome, index: person, version: version, origin: origin, reviews: reviews)
    }

    /// The form kept under an idempotency key.
    var stored: String { "\(outcome.rawValue) \(index) \(version) \(origin.rawValue) \(reviews)" }

    init?(stored: String) {
        let parts = stored.split(separator: " ")
        guard parts.count == 5, let outcome = Outcome(rawValue: String(parts[0])),
            let index = Int64(parts[1]).flatMap({ IndexNumber($0) }), let version = Int(parts[2]),
            let origin = LinkOrigin(rawValue: String(parts[3])), let reviews = Int(parts[4])
        else { return nil }
        self.init(outcome: outcome, index: index, version: version, origin: origin, reviews: reviews)
    }
}

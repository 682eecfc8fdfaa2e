package import HealthCardDomain

/// What became of two local ids that their authority says are one patient's.
package struct LocalMergeAnswer: Sendable, Equatable {
    package enum Outcome: String, Sendable, CaseIterable {
        case merged
        /// It was merged so before.
        case unchanged
        /// Something stands against it, so a person is asked; until then nothing is changed.
        case waits
    }

    package let outcome: Outcome
    /// The person of the surviving local id.
    package let index: IndexNumber
    /// The question, where it waits.
    package let review: Int64?

    package init(outcome: Outcome, index: IndexNumber, review: Int64? = nil) {
        self.outcome = outcome
        self.index = index
        self.review = review
    }

    /// The form kept under an idempotency key.
    var stored: String { "\(outcome.rawValue) \(index) \(review ?? 0)" }

    init?(stored: String) {
        let parts = stored.split(separator: " ")
        guard parts.count == 3, let outcome = Outcome(rawValue: String(parts[0])),
            let index = Int64(parts[1]).flatMap({ IndexNumber($0) }), let review = Int64(parts[2])
        else { return nil }
        self.init(outcome: outcome, index: index, review: review == 0 ? nil : review)
    }
}

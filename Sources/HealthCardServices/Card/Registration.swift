package import HealthCardDomain

/// The answer to an application: always the one person and the one card.
package struct Registration: Sendable, Equatable {
    /// What the application changed.
    package enum Outcome: String, Sendable, CaseIterable {
        /// A new card, and where the person was unknown a new person.
        case created
        /// The person has this card already. It is theirs as it was, or, where it was made in advance, from now on.
        case existing
        /// A cancelled card was brought back, with its id.
        case restored
    }

    package let outcome: Outcome
    package let personID: PersonID
    package let cardID: CardID
    package let status: Card.Status

    package init(outcome: Outcome, personID: PersonID, cardID: CardID, status: Card.Status) {
        self.outcome = outcome
        self.personID = personID
        self.cardID = cardID
        self.status = status
    }

    /// The form kept under an idempotency key.
    var stored: String { [outcome.rawValue, personID.text, cardID.text, status.rawValue].joined(separator: " ") }

    init?(stored: String) {
        let parts = stored.split(separator: " ")
        guard parts.count == 4, let outcome = Outcome(rawValue: String(parts[0])), let person = PersonID(parts[1]),
            let card = CardID(parts[2]), let status = Card.Status(rawValue: String(parts[3]))
        else { return nil }
        self.init(outcome: outcome, personID: person, cardID: card, status: status)
    }
}

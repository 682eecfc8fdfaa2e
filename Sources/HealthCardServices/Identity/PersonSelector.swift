package import HealthCardDomain

/// How a caller names a person: by card, or by document.
package enum PersonSelector: Sendable {
    case card(CardID)
    case document(DocumentNumber)
}

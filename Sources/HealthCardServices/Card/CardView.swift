package import HealthCardDomain

/// A card and the part of its holder's data that the reader may see.
package struct CardView: Sendable {
    package let card: Card
    package let resident: Disclosure

    package init(card: Card, resident: Disclosure) {
        self.card = card
        self.resident = resident
    }
}

package import HealthCardDomain

/// A card, and the person it was issued to, of whom nothing is opened yet. It exists only inside its transaction.
package struct CardHolder {
    package let card: Card
    private let disclose: ([ResidentField]) throws -> Disclosure

    /// - Parameter disclose: opens the person's values for those fields, and no others.
    package init(card: Card, disclose: @escaping ([ResidentField]) throws -> Disclosure) {
        self.card = card
        self.disclose = disclose
    }

    /// What an answer may show of the holder.
    ///
    /// - Throws: `KeyRefusal` where a value cannot be opened.
    package func disclosure(showing fields: [ResidentField]) throws -> Disclosure { try disclose(fields) }
}

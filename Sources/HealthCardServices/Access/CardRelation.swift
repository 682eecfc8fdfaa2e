package import HealthCardDomain

/// The relation between a caller and a card: an identifier is never authority.
package enum CardRelation {
    /// Finds a card that the actor may act on: an app that registered its holder, the resident themself, or a clerk,
    /// who works with the resident's document at hand.
    ///
    /// - Throws: `CardRefusal.notFound`; for an app also `.notBound`. A resident is told `.notFound` of others' cards.
    package static func card(
        _ id: CardID,
        for actor: Actor,
        in store: any Repositories,
        trace: inout Trace
    ) throws -> Card {
        guard let card = try store.cards.find(id) else { throw CardRefusal.notFound }
        var about = trace
        (about.cardID, about.personID) = (card.id, card.personID)
        switch actor {
        case .app(let app):
            // Before the relation is judged, so that the audit of a refusal says whose card it was. Not so for a
            // resident: there the person of an entry is the one who acts.
            trace = about
            guard try store.cards.isBound(id, to: app.id) else { throw CardRefusal.notBound }
        case .resident(_, let persons):
            guard persons.contains(card.personID) else { throw CardRefusal.notFound }
        case .account(let account):
            guard account.role == .clerk else { throw CardRefusal.notFound }
        case .custodian, .anonymous:
            throw AccessRefusal.notSignedIn
        }
        trace = about
        return card
    }
}

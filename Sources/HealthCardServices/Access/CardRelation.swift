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
        try require(card, for: actor, in: store, trace: &trace)
        return card
    }

    /// As `card`, with its holder.
    package static func holder(
        of id: CardID,
        for actor: Actor,
        in store: any Repositories,
        trace: inout Trace
    ) throws -> CardHolder {
        guard let holder = try store.persons.holder(of: id) else { throw CardRefusal.notFound }
        try require(holder.card, for: actor, in: store, trace: &trace)
        return holder
    }

    /// Asks ahead for what `card` looks up (`Storage.write(ahead:_:)`).
    package static func askAhead(_ id: CardID, for actor: Actor, in store: any Repositories) throws {
        _ = try store.cards.find(id)
        if case .app(let app) = actor { _ = try store.cards.isBound(id, to: app.id) }
    }

    /// Asks ahead for what `holder` looks up.
    package static func askAheadOfHolder(of id: CardID, for actor: Actor, in store: any Repositories) throws {
        _ = try store.persons.holder(of: id)
        if case .app(let app) = actor { _ = try store.cards.isBound(id, to: app.id) }
    }

    private static func require(
        _ card: Card,
        for actor: Actor,
        in store: any Repositories,
        trace: inout Trace
    ) throws {
        var about = trace
        (about.cardID, about.personID) = (card.id, card.personID)
        switch actor {
        case .app(let app):
            // Before the relation is judged, so that the audit of a refusal says whose card it was. Not so for a
            // resident: there the person of an entry is the one who acts.
            trace = about
            guard try store.cards.isBound(card.id, to: app.id) else { throw CardRefusal.notBound }
        case .resident(_, let persons):
            guard persons.contains(card.personID) else { throw CardRefusal.notFound }
        case .account(let account):
            guard account.role == .clerk else { throw CardRefusal.notFound }
        case .custodian, .anonymous:
            throw AccessRefusal.notSignedIn
        }
        trace = about
    }
}

package import HealthCardDomain

/// Queries and updates of persons, for callers that hold the resident's document or card.
package struct PersonService: Sendable {
    private let ledger: ActLedger

    package init(ledger: ActLedger) {
        self.ledger = ledger
    }

    /// The person and card behind a card id or a document, with the data an app authorised to query may see.
    ///
    /// - Throws: `PersonRefusal.notFound`, `CardRefusal.notFound`, `.notBound`.
    package func query(_ selector: PersonSelector, by act: Act) async throws -> CardView {
        try await ledger.perform(.personQuery, by: act) { store, trace in
            let card = try Self.card(of: selector, for: act.actor, in: store, trace: &trace)
            let person = try store.person(card.personID)
            let view = CardView(
                card: card,
                resident: Disclosure(of: person, showing: TreatmentStep.registration.disclosed)
            )
            trace.shown = view.resident.shown
            return view
        }
    }

    /// Changes what is known of a card's holder; the earlier values stay in the history.
    ///
    /// - Parameter change: makes the new identity out of the present one; may throw a refusal.
    package func update(
        holderOf id: CardID,
        key: IdempotencyKey?,
        digest: [UInt8],
        by act: Act,
        _ change: @escaping @Sendable (ResidentIdentity) throws -> ResidentIdentity
    ) async throws -> CardView {
        try await ledger.perform(.personUpdate, by: act) { store, trace in
            let card = try CardRelation.card(id, for: act.actor, in: store, trace: &trace)
            _ = try store.once(key, by: act, digest: digest, restore: { $0 }, store: { $0 }) {
                var person = try store.person(card.personID)
                try person.update(to: change(person.identity), at: act.at)
                try store.persons.save(person)
                return card.id.text
            }
            let person = try store.person(card.personID)
            return CardView(card: card, resident: Disclosure(of: person, showing: ResidentField.masked))
        }
    }

    private static func card(
        of selector: PersonSelector,
        for actor: Actor,
        in store: any Repositories,
        trace: inout Trace
    ) throws -> Card {
        switch selector {
        case .card(let id):
            return try CardRelation.card(id, for: actor, in: store, trace: &trace)
        case .document(let document):
            guard let person = try store.persons.find(document: document) else { throw PersonRefusal.notFound }
            guard let card = try store.cards.find(of: person.id) else { throw CardRefusal.notFound }
            (trace.cardID, trace.personID) = (card.id, person.id)
            return card
        }
    }
}

package import HealthCardDomain

/// Lets a resident see every look at their data, and object to one (`N15`).
package struct LookService: Sendable {
    /// The most looks on a page.
    package static let pageLimit = 100

    private let ledger: ActLedger

    package init(ledger: ActLedger) {
        self.ledger = ledger
    }

    /// Who looked at the data of a card's holder, newest first.
    ///
    /// - Parameter limit: 1 to `pageLimit`.
    package func looks(of id: CardID, after cursor: LookCursor?, limit: Int, by act: Act) async throws -> LookPage {
        let limit = min(max(limit, 1), Self.pageLimit)
        return try await ledger.perform(.looksRead, by: act) { store, trace in
            let card = try CardRelation.card(id, for: act.actor, in: store, trace: &trace)
            let entries = try store.audit.looks(at: card.personID, before: cursor?.before, limit: limit + 1)
            let shown = entries.prefix(limit)
            let disputed = try store.audit.disputed(shown.map(\.sequence), of: card.personID)
            var institutions: [InstitutionCode: Institution] = [:]
            for code in Set(shown.compactMap(\.institution)) {
                institutions[code] = try store.access.institution(code)
            }
            let looks = shown.map { entry in
                Look(
                    entry: entry,
                    institution: entry.institution.flatMap { institutions[$0] },
                    isDisputed: disputed.contains(entry.sequence)
                )
            }
            let next = entries.count > limit ? looks.last.map { LookCursor(before: $0.id) } : nil
            return LookPage(looks: looks, next: next)
        }
    }

    /// "Not me": records the resident's objection to a look and suspends the card at once.
    ///
    /// - Returns: the card, suspended; it was left as it was if it was not active.
    /// - Throws: `LookRefusal.notFound` where the look is not about this card's holder.
    package func dispute(_ look: Int64, on id: CardID, by act: Act) async throws -> Card {
        try await ledger.perform(.lookDispute, by: act) { store, trace in
            var card = try CardRelation.card(id, for: act.actor, in: store, trace: &trace)
            guard try store.audit.look(look, at: card.personID) != nil else { throw LookRefusal.notFound }
            try store.audit.dispute(look, of: card.personID, at: act.at)
            if card.status == .active {
                try card.suspend(at: act.at)
                try store.cards.save(card)
            }
            return card
        }
    }
}

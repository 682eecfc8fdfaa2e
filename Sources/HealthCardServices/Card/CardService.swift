package import HealthCardDomain
import SMCrypto

/// The card's life: apply, read, cancel, resume.
package struct CardService: Sendable {
    private let ledger: ActLedger
    private let ambient: Ambient
    private let acceptsSimulated: Bool

    /// - Parameter acceptsSimulated: whether what a simulator passed is a proofing (`ProofingMethod.simulated`); so in a
    ///   sandbox only.
    package init(ledger: ActLedger, ambient: Ambient, acceptsSimulated: Bool) {
        self.ledger = ledger
        self.ambient = ambient
        self.acceptsSimulated = acceptsSimulated
    }

    /// Finds or creates the one person and the one card of an applicant (`A01`, `B07`); a cancelled card is
    /// restored, one that was made in advance is claimed.
    ///
    /// Safe to repeat, with or without a key: the document leads to the same person and card. A resident who applies
    /// is attached to the phone they signed in with.
    ///
    /// - Throws: `PersonRefusal.nameDiffers` where the document is registered under another name;
    ///   `IdentityRefusal.proofingMethodUnknown` for a simulator's proofing outside a sandbox.
    package func register(
        _ request: RegistrationRequest,
        key: IdempotencyKey?,
        by act: Act
    ) async throws -> Registration {
        let newPersonID = PersonID(randomBytes: ambient.randomBytes(32))
        let newCardID = CardID(randomBytes: ambient.randomBytes(32))
        return try await ledger.perform(.cardRegister, by: act) { store, trace in
            trace.operatorID = if case .account(let account) = act.actor { account.id } else { nil }
            guard acceptsSimulated || request.proofing.method != .simulated else {
                throw IdentityRefusal.proofingMethodUnknown
            }
            let answer = try store.once(
                key,
                by: act,
                digest: request.digest,
                restore: Registration.init(stored:),
                store: \.stored
            ) {
                try Self.findOrCreate(request, personID: newPersonID, cardID: newCardID, act: act, in: store)
            }
            (trace.personID, trace.cardID) = (answer.personID, answer.cardID)
            return answer
        }
    }

    /// The card and its holder, masked.
    package func card(_ id: CardID, by act: Act) async throws -> CardView {
        try await ledger.perform(
            .cardRead,
            by: act,
            ahead: { try CardRelation.askAheadOfHolder(of: id, for: act.actor, in: $0) }
        ) { store, trace in
            let holder = try CardRelation.holder(of: id, for: act.actor, in: store, trace: &trace)
            let view = CardView(card: holder.card, resident: try holder.disclosure(showing: ResidentField.masked))
            trace.shown = view.resident.shown
            return view
        }
    }

    /// Cancels a card (注销). Its codes stop verifying when this returns.
    package func cancel(_ id: CardID, key: IdempotencyKey?, by act: Act) async throws -> Card {
        try await ledger.perform(.cardCancel, by: act) { store, trace in
            var card = try CardRelation.card(id, for: act.actor, in: store, trace: &trace)
            let done = try store.once(
                key,
                by: act,
                digest: SM3.hash(Array("cancel \(id.text)".utf8)),
                restore: { $0 },
                store: { $0 }
            ) {
                try card.cancel(at: act.at)
                try store.cards.save(card)
                return card.id.text
            }
            return try store.card(CardID(done) ?? id)
        }
    }

    /// Takes a suspended card back into use after the resident proved again who they are.
    package func resume(_ id: CardID, proofing: Proofing, by act: Act) async throws -> Card {
        try await ledger.perform(.cardResume, by: act) { store, trace in
            var card = try CardRelation.card(id, for: act.actor, in: store, trace: &trace)
            try card.resume(proofing: proofing, at: act.at)
            try store.cards.save(card)
            return card
        }
    }

    /// The cards a signed-in resident may show: those of the persons attached to their phone.
    package func cards(by act: Act) async throws -> [CardView] {
        guard case .resident(_, let persons) = act.actor else { throw AccessRefusal.notSignedIn }
        return try await ledger.perform(.cardRead, by: act) { store, trace in
            try persons.compactMap { id in
                guard let card = try store.cards.find(of: id) else { return nil }
                let person = try store.person(id)
                (trace.personID, trace.cardID) = (id, card.id)
                return CardView(card: card, resident: Disclosure(of: person, showing: ResidentField.masked))
            }
        }
    }

    private static func findOrCreate(
        _ request: RegistrationRequest,
        personID: PersonID,
        cardID: CardID,
        act: Act,
        in store: any Repositories
    ) throws -> Registration {
        let person: Person
        if let known = try store.persons.find(document: request.identity.document) {
            guard known.identity.name == request.identity.name else { throw PersonRefusal.nameDiffers }
            person = known
        } else {
            person = Person(registering: request.identity, id: personID, at: act.at)
            try store.persons.add(person)
        }
        var (card, outcome) = try issueOrRestore(request, cardID: cardID, of: person, act: act, in: store)
        switch act.actor {
        case .app(let app): try store.cards.bind(card.id, to: app.id, at: act.at)
        case .resident(let phone, _): try store.signIns.attach(person.id, to: phone, at: act.at)
        case .account, .custodian, .anonymous: break
        }
        if outcome == .existing, card.status == .suspended, case .resident = act.actor {
            try card.resume(proofing: request.proofing, at: act.at)
            try store.cards.save(card)
            outcome = .restored
        }
        return Registration(outcome: outcome, personID: person.id, cardID: card.id, status: card.status)
    }

    private static func issueOrRestore(
        _ request: RegistrationRequest,
        cardID: CardID,
        of person: Person,
        act: Act,
        in store: any Repositories
    ) throws -> (Card, Registration.Outcome) {
        guard var card = try store.cards.find(of: person.id) else {
            let card = Card(
                issuing: cardID,
                to: person.id,
                proofing: request.proofing,
                channel: request.channel,
                by: act.actor.appID,
                at: act.at
            )
            try store.cards.add(card)
            return (card, .created)
        }
        let outcome: Registration.Outcome
        switch card.status {
        case .active, .suspended: return (card, .existing)
        // Claimed by the resident it was made for.
        case .preissued: outcome = .existing
        case .cancelled: outcome = .restored
        }
        try card.restore(proofing: request.proofing, at: act.at)
        try store.cards.save(card)
        return (card, outcome)
    }
}

package import HealthCardDomain

extension Services {
    /// Takes a resident's own suspended card back into use: the real-person check is asked about the card's holder,
    /// outside any transaction, and only then the card changes.
    ///
    /// - Throws: `AccessRefusal`, `CardRefusal.notFound`, `.notSuspended`, `ProofingRefusal.failed`, `.unavailable`.
    package func resume(_ id: CardID, by act: Act) async throws -> Card {
        try AccessTable.require(.cardResume, of: act.actor)
        let identity = try await storage.read { store in
            var trace = Trace()
            let card = try CardRelation.card(id, for: act.actor, in: store, trace: &trace)
            return try store.person(card.personID).identity
        }
        let proofing = try await proofing.proof(identity, by: act)
        return try await cards.resume(id, proofing: proofing, by: act)
    }
}

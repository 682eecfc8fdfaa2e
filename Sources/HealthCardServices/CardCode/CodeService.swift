package import HealthCardDomain

/// Makes card codes (`C02`, `C04`).
package struct CodeService: Sendable {
    private let ledger: ActLedger
    private let keys: any CodeKeys
    private let ambient: Ambient
    /// The record number of the platform's own pages, for codes that no filed app asked for.
    private let ownRecordNumber: AppRecordNumber

    package init(ledger: ActLedger, keys: any CodeKeys, ambient: Ambient, ownRecordNumber: AppRecordNumber) {
        self.ledger = ledger
        self.keys = keys
        self.ambient = ambient
        self.ownRecordNumber = ownRecordNumber
    }

    /// Makes a code of an active card.
    ///
    /// - Throws: `CardRefusal.notFound`, `.notBound`, `.notActive`; `KeyRefusal` where nothing can be issued. Every one
    ///   is in the audit log.
    package func generate(_ type: CodeType, of id: CardID, by act: Act) async throws -> IssuedCode {
        let recordNumber = if case .app(let app) = act.actor { app.recordNumber } else { ownRecordNumber }
        let step = TimeStep(at: act.at)
        let code: Result<CardCode, any Error>
        do {
            code = .success(try await make(type, of: id, recordNumber: recordNumber, in: step))
        } catch {
            code = .failure(error)
        }
        return try await ledger.perform(
            .codeGenerate,
            by: act,
            ahead: { try CardRelation.askAhead(id, for: act.actor, in: $0) }
        ) { store, trace in
            let card = try CardRelation.card(id, for: act.actor, in: store, trace: &trace)
            try card.requireActive()
            return IssuedCode(
                code: try code.get(),
                validUntil: type == .dynamic ? step.lastAccepted : nil,
                at: act.at
            )
        }
    }

    private func make(
        _ type: CodeType,
        of id: CardID,
        recordNumber: AppRecordNumber,
        in step: TimeStep
    ) async throws -> CardCode {
        switch type {
        case .dynamic:
            let nonce = ambient.randomBytes(4)
            let token = try await keys.current().token(card: id, recordNumber: recordNumber, step: step, nonce: nonce)
            return CardCode(dynamic: id, token: token, recordNumber: recordNumber)
        case .static:
            return CardCode(static: id, recordNumber: recordNumber)
        }
    }
}

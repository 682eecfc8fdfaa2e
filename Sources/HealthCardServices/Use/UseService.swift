import HealthCardDomain

/// Takes uses that institutions report afterwards (`C13`).
package struct UseService: Sendable {
    /// The most uses in one upload (the field's limit).
    package static let batchLimit = 500

    private let ledger: ActLedger
    private let ambient: Ambient

    package init(ledger: ActLedger, ambient: Ambient) {
        self.ledger = ledger
        self.ambient = ambient
    }

    /// Records a batch, all or nothing; rows that were recorded before are counted as repeated, not doubled.
    ///
    /// - Throws: `UseRefusal` naming the row, or an `AccessRefusal` about its terminal.
    package func upload(_ rows: [ReportedUse], by act: Act) async throws -> UploadReceipt {
        let ids = rows.map { _ in UseID(at: act.at, randomBytes: ambient.randomBytes(UseID.randomLength)) }
        return try await ledger.perform(.usesUpload, by: act) { store, trace in
            guard !rows.isEmpty else { throw UseRefusal.empty }
            guard rows.count <= Self.batchLimit else { throw UseRefusal.tooMany }
            let today = CivilDate(inChinaAt: act.at)
            var recorded = 0
            for (index, row) in rows.enumerated() {
                guard row.usedAt <= act.at, CivilDate(inChinaAt: row.usedAt) == today else {
                    throw UseRefusal.notToday(row: index)
                }
                guard let card = try store.cards.find(row.cardID) else { throw UseRefusal.cardUnknown(row: index) }
                let place = try DeskPlace(
                    terminal: row.terminal,
                    department: nil,
                    for: act.actor,
                    in: store,
                    trace: &trace
                )
                let use = Use(
                    id: ids[index],
                    cardID: card.id,
                    personID: card.personID,
                    institution: place.institution.code,
                    department: place.department,
                    terminal: row.terminal,
                    terminalType: row.terminalType,
                    operatorID: OperatorID(trusted: act.actor.auditName ?? "-"),
                    step: row.step,
                    purpose: Purpose.careAtStep.text,
                    codeType: .dynamic,
                    app: act.actor.appID,
                    result: .reported,
                    usedAt: row.usedAt
                )
                if try store.uses.add(use) { recorded += 1 }
            }
            return UploadReceipt(recorded: recorded, repeated: rows.count - recorded)
        }
    }
}

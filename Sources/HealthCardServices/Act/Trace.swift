package import HealthCardDomain

/// What the audit entry of an act will say, gathered while the act runs.
package struct Trace: Sendable {
    package var institution: InstitutionCode?
    package var department: DepartmentCode?
    package var terminal: TerminalCode?
    package var operatorID: OperatorID?
    package var step: TreatmentStep?
    package var purpose: String?
    package var personID: PersonID?
    package var cardID: CardID?
    /// The persons of the main index whom the act is about.
    package var indexes: [IndexNumber] = []
    package var shown: [ResidentField] = []

    package init() {}

    /// One entry for each person of the main index, or a single one where the act is about none.
    func entries(of operation: AccessOperation, outcome: String, by act: Act) -> [AuditEntry] {
        if indexes.isEmpty { return [entry(of: operation, outcome: outcome, by: act)] }
        var seen: Set<IndexNumber> = []
        return indexes.filter { seen.insert($0).inserted }.map { index in
            entry(of: operation, outcome: outcome, about: index, by: act)
        }
    }

    func entry(
        of operation: AccessOperation,
        outcome: String,
        about index: IndexNumber? = nil,
        by act: Act
    ) -> AuditEntry {
        AuditEntry(
            at: act.at,
            operation: operation,
            outcome: outcome,
            role: act.actor.role,
            actor: act.actor.auditName,
            institution: institution ?? act.actor.institution,
            department: department,
            terminal: terminal,
            operatorID: operatorID,
            step: step,
            purpose: purpose,
            personID: personID,
            cardID: cardID,
            index: index,
            shown: shown,
            requestID: act.requestID
        )
    }
}

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
    package var shown: [ResidentField] = []

    package init() {}

    func entry(of operation: AccessOperation, outcome: String, by act: Act) -> AuditEntry {
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
            shown: shown,
            requestID: act.requestID
        )
    }
}

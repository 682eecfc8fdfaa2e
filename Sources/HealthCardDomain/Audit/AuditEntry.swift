package import Foundation

/// One act on personal data, or one refusal of it: who, where, why, about whom, and what was shown (design §8).
///
/// An entry names people by index id only and never holds a personal value.
package struct AuditEntry: Sendable, Equatable {
    /// The position in the log, from 1, given by the database; 0 before it is written.
    package let sequence: Int64
    package let at: Date
    package let operation: AccessOperation
    /// `ok`, or the code of the refusal.
    package let outcome: String
    package let role: Role
    /// An app id or an operator id; `nil` for a resident, whom `personID` names, and for nobody.
    package let actor: String?
    package let institution: InstitutionCode?
    package let department: DepartmentCode?
    package let terminal: TerminalCode?
    /// The work number that an institution's system stated, or the operator of our own desk.
    package let operatorID: OperatorID?
    package let step: TreatmentStep?
    package let purpose: String?
    package let personID: PersonID?
    package let cardID: CardID?
    /// The person of the main index whom the act was about, as the index knew them then.
    package let index: IndexNumber?
    /// What the actor was shown; empty where nothing personal was.
    package let shown: [ResidentField]
    package let requestID: RequestID

    /// The outcome of an act that was carried out.
    package static let succeeded = "ok"

    package init(
        sequence: Int64 = 0,
        at: Date,
        operation: AccessOperation,
        outcome: String,
        role: Role,
        actor: String?,
        institution: InstitutionCode? = nil,
        department: DepartmentCode? = nil,
        terminal: TerminalCode? = nil,
        operatorID: OperatorID? = nil,
        step: TreatmentStep? = nil,
        purpose: String? = nil,
        personID: PersonID? = nil,
        cardID: CardID? = nil,
        index: IndexNumber? = nil,
        shown: [ResidentField] = [],
        requestID: RequestID
    ) {
        self.sequence = sequence
        self.at = at
        self.operation = operation
        self.outcome = outcome
        self.role = role
        self.actor = actor
        self.institution = institution
        self.department = department
        self.terminal = terminal
        self.operatorID = operatorID
        self.step = step
        self.purpose = purpose
        self.personID = personID
        self.cardID = cardID
        self.index = index
        self.shown = shown
        self.requestID = requestID
    }
}

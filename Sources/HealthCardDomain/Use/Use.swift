package import Foundation

/// One use of a card at a treatment step (用卡记录, `C13`). A scan is its own usage record.
package struct Use: Sendable, Equatable {
    /// What the desk was given.
    package enum Result: String, Sendable, CaseIterable {
        /// The resident's data for the step.
        case accepted
        /// A masked hint, since a printed code alone opens no more.
        case hint
        /// Reported afterwards by the institution (offline or dialect upload); nothing was shown.
        case reported
    }

    package let id: UseID
    package let cardID: CardID
    package let personID: PersonID
    package let institution: InstitutionCode
    package let department: DepartmentCode
    package let terminal: TerminalCode
    package let terminalType: TerminalType
    package let operatorID: OperatorID
    package let step: TreatmentStep
    package let purpose: String
    package let codeType: CodeType
    package let app: AppID?
    package let result: Result
    package let usedAt: Date

    package init(
        id: UseID,
        cardID: CardID,
        personID: PersonID,
        institution: InstitutionCode,
        department: DepartmentCode,
        terminal: TerminalCode,
        terminalType: TerminalType,
        operatorID: OperatorID,
        step: TreatmentStep,
        purpose: String,
        codeType: CodeType,
        app: AppID?,
        result: Result,
        usedAt: Date
    ) {
        self.id = id
        self.cardID = cardID
        self.personID = personID
        self.institution = institution
        self.department = department
        self.terminal = terminal
        self.terminalType = terminalType
        self.operatorID = operatorID
        self.step = step
        self.purpose = purpose
        self.codeType = codeType
        self.app = app
        self.result = result
        self.usedAt = usedAt
    }
}

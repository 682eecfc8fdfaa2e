package import HealthCardDomain

/// A scan at a desk: what the reader read, and who reads it where and why (`C13`).
package struct ScanRequest: Sendable {
    /// The text as the scanner typed it; parsed inside, so that a bad code is audited with its place.
    package let scannedText: String
    package let step: TreatmentStep
    package let terminal: TerminalCode
    /// `nil`: the department the terminal is bound to.
    package let department: DepartmentCode?
    /// The work number of the person at the desk.
    package let operatorID: OperatorID
    package let purpose: Purpose

    package init(
        scannedText: String,
        step: TreatmentStep,
        terminal: TerminalCode,
        department: DepartmentCode?,
        operatorID: OperatorID,
        purpose: Purpose
    ) {
        self.scannedText = scannedText
        self.step = step
        self.terminal = terminal
        self.department = department
        self.operatorID = operatorID
        self.purpose = purpose
    }
}

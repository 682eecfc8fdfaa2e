package import Foundation
package import HealthCardDomain

/// A use that an institution reports afterwards (offline, or in a dialect's batch).
package struct ReportedUse: Sendable {
    package let cardID: CardID
    package let step: TreatmentStep
    package let terminal: TerminalCode
    package let terminalType: TerminalType
    package let usedAt: Date

    package init(
        cardID: CardID,
        step: TreatmentStep,
        terminal: TerminalCode,
        terminalType: TerminalType,
        usedAt: Date
    ) {
        self.cardID = cardID
        self.step = step
        self.terminal = terminal
        self.terminalType = terminalType
        self.usedAt = usedAt
    }
}

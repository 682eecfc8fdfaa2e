package import Foundation
package import HealthCardDomain

/// A card code that was made for showing or printing.
package struct IssuedCode: Sendable {
    package let code: CardCode
    /// Until when it is accepted; `nil` for a printed code, which has no end of its own.
    package let validUntil: Date?
    /// Whole seconds from now until then, rounded down.
    package let validSeconds: Int?

    package init(code: CardCode, validUntil: Date?, at now: Date) {
        self.code = code
        self.validUntil = validUntil
        validSeconds = validUntil.map { Int($0.timeIntervalSince(now)) }
    }
}

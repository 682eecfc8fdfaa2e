package import HealthCardDomain

/// A document that a patient showed, as it was typed. It prints as `<redacted>`.
package struct IdentityDocument: Sendable, Hashable, Redacting {
    package let type: IDType
    package let number: String

    package init(_ type: IDType, _ number: String) {
        self.type = type
        self.number = number
    }
}

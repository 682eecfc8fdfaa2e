package import HealthCardDomain

/// A document that a patient showed, as it was typed. It prints as `<redacted>`.
package struct IdentityDocument: Sendable, Hashable, Redacting {
    package let type: IDType
    package let number: String

    /// The namespace under which the number is written.
    package var system: String { IdentifierSystems.system(of: type) }

    package init(_ type: IDType, _ number: String) {
        self.type = type
        self.number = number
    }
}

import HealthCardDomain

/// A number that a domain gave a patient. It prints as `<redacted>`.
package struct PatientIdentifier: Sendable, Hashable, Redacting {
    package let value: String
    package let domain: IdentifierDomain

    package init(_ value: String, in domain: IdentifierDomain) {
        self.value = value
        self.domain = domain
    }
}

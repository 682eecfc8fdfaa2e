import HealthCardDomain

/// A number that a domain gave a patient. It prints as `<redacted>`.
package struct PatientIdentifier: Sendable, Hashable, Redacting {
    /// As the domain writes it; of what a message says, only what a `PatientID` takes comes here.
    package let value: String
    package let domain: IdentifierDomain

    package init(_ value: String, in domain: IdentifierDomain) {
        self.value = value
        self.domain = domain
    }
}

import HealthCardDomain

/// A number of a patient with the namespace that makes it unique (FHIR R4, Identifier). It prints as `<redacted>`.
package struct BusinessIdentifier: Sendable, Hashable, Redacting {
    /// A URI; empty where a search names none.
    package let system: String
    package let value: String

    package init(system: String, value: String) {
        self.system = system
        self.value = value
    }
}

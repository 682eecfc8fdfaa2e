import HealthCardDomain

/// What a cross-reference query asks for (IHE ITI-9). It prints as `<redacted>`.
package struct CrossReferenceQuery: Sendable, Equatable, Redacting {
    package let identifier: PatientIdentifier
    /// The domains of which numbers are wanted; all where it is empty.
    package let domains: [IdentifierDomain]
}

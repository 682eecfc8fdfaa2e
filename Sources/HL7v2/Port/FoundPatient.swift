package import HealthCardDomain

/// A person as the index answers with them. It prints as `<redacted>`.
package struct FoundPatient: Sendable, Equatable, Redacting {
    /// In all domains of the query, at least one; in all there are where it named none.
    package let identifiers: [PatientIdentifier]
    package var documents: [IdentityDocument] = []
    package var name = ""
    package var gender = Gender.unknown
    /// `yyyy-MM-dd`, or less where less is known.
    package var birthDate = ""
    package var phone = ""
    package var address = ""
    /// A code of GB/T 3304 or the name of a nation.
    package var nation = ""
    /// How sure the index is that this is who was asked for, 0…100; `nil` where it did not weigh.
    package var confidence: Int?

    package init(identifiers: [PatientIdentifier]) { self.identifiers = identifiers }
}

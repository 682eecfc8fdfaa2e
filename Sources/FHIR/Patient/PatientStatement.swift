package import HealthCardDomain

/// What a Patient resource says about somebody. It prints as `<redacted>`.
package struct PatientStatement: Sendable, Equatable, Redacting {
    /// Numbers that are no documents, with their namespaces.
    package var identifiers: [BusinessIdentifier] = []
    /// The number of the patient that took this one's place (`link`, `replaced-by`).
    package var replacedBy: BusinessIdentifier?
    package var name: Said<String> = .notMentioned
    package var gender: Said<Gender> = .notMentioned
    /// `yyyy-MM-dd`, or less where less is known.
    package var birthDate: Said<String> = .notMentioned
    package var documents: Said<[IdentityDocument]> = .notMentioned
    package var phone: Said<String> = .notMentioned
    package var address: Said<String> = .notMentioned
    /// The ethnic group (民族): a code of GB/T 3304, or a name as it was sent.
    package var nation: Said<String> = .notMentioned
    package var guardianName: Said<String> = .notMentioned
    package var guardianDocument: Said<IdentityDocument> = .notMentioned

    package init() {}
}

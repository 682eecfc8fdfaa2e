package import HealthCardDomain

/// What an institution says about one of its patients. It prints as `<redacted>`.
package struct PatientStatement: Sendable, Equatable, Redacting {
    package let event: FeedEvent
    /// The institution's own number for the patient.
    package let identifier: PatientIdentifier
    /// Numbers that the message repeats from other domains. Only their own domains can say whose they are, so they are
    /// read and not filed.
    package let otherIdentifiers: [PatientIdentifier]
    package var name: Said<String> = .nothing
    package var gender: Said<Gender> = .nothing
    /// `yyyy-MM-dd`, or less where less is known.
    package var birthDate: Said<String> = .nothing
    /// In the order in which they were sent.
    package var documents: Said<[IdentityDocument]> = .nothing
    package var phone: Said<String> = .nothing
    package var address: Said<String> = .nothing
    /// A code of GB/T 3304 or the name of a nation.
    package var nation: Said<String> = .nothing
    package var guardianName: Said<String> = .nothing
    package var guardianDocument: Said<IdentityDocument> = .nothing
    /// EVN-2 as an ISO 8601 day or instant.
    package var recordedOn = ""

    package init(event: FeedEvent, identifier: PatientIdentifier, otherIdentifiers: [PatientIdentifier] = []) {
        self.event = event
        self.identifier = identifier
        self.otherIdentifiers = otherIdentifiers
    }
}

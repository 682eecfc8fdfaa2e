package import HealthCardDomain

/// What an institution says: this patient number of ours is the holder of this document (`A05`).
package struct PatientIndexStatement: Sendable {
    package let institution: InstitutionCode
    package let patientID: PatientID
    package let document: DocumentNumber
    /// Where it is stated it must be the registered one.
    package let name: PersonName?
}

package import HealthCardDomain

/// A row of a file as a value of the domain, or why it is none.
package enum ImportItem: Sendable {
    case resident(ResidentIdentity)
    case patientIndex(PatientIndexStatement)
    case institution(Institution)
    case terminal(Terminal)
    case rejected(RowReject)
}

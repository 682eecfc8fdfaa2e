package import HealthCardDomain

/// A patient number of an institution and the person it stands for.
package struct PatientIndex: Sendable, Equatable {
    package let institution: InstitutionCode
    package let patientID: PatientID
    package let personID: PersonID

    package init(institution: InstitutionCode, patientID: PatientID, personID: PersonID) {
        self.institution = institution
        self.patientID = patientID
        self.personID = personID
    }
}

package import HealthCardDomain

/// How often cards were used at one step of one institution.
package struct UseCount: Sendable, Equatable {
    package let institution: InstitutionCode
    package let step: TreatmentStep
    package let count: Int

    package init(institution: InstitutionCode, step: TreatmentStep, count: Int) {
        self.institution = institution
        self.step = step
        self.count = count
    }
}

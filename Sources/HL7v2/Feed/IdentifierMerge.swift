import HealthCardDomain

/// Two numbers of one domain that mean one patient (`A40`): the prior one goes, the surviving one stays. It prints as
/// `<redacted>`.
package struct IdentifierMerge: Sendable, Equatable, Redacting {
    package let prior: PatientIdentifier
    package let surviving: PatientIdentifier

    package init(prior: PatientIdentifier, surviving: PatientIdentifier) {
        self.prior = prior
        self.surviving = surviving
    }
}

import HealthCardDomain

/// A one-time sign-in link of a seeded operator.
struct SignInLink: Sendable {
    let id: OperatorID
    let name: String
    let role: Role
    let institution: InstitutionCode?
    let url: String
}

package import HealthCardDomain

/// Who acts. Made by authentication only; a service trusts it.
package enum Actor: Sendable {
    case app(App)
    /// A signed-in resident: the phone they proved, and the persons attached to it.
    case resident(PhoneNumber, persons: [PersonID])
    case account(Operator)
    /// The custodian who leads a key ceremony at the command line; the credentials are checked in the act.
    case custodian(OperatorID)
    case anonymous

    package var role: Role {
        switch self {
        case .app: .app
        case .resident: .resident
        case .account(let account): account.role
        case .custodian: .custodian
        case .anonymous: .anonymous
        }
    }

    /// What the audit calls the actor; `nil` for a resident, whom the entry names by person id.
    package var auditName: String? {
        switch self {
        case .app(let app): app.id.text
        case .account(let account): account.id.text
        case .custodian(let id): id.text
        case .resident, .anonymous: nil
        }
    }

    /// The institution the actor speaks for; `nil` for the whole region, and for residents.
    package var institution: InstitutionCode? {
        switch self {
        case .app(let app): app.institution
        case .account(let account): account.institution
        case .resident, .custodian, .anonymous: nil
        }
    }

    /// The app's id, where an app acts.
    package var appID: AppID? {
        if case .app(let app) = self { app.id } else { nil }
    }
}

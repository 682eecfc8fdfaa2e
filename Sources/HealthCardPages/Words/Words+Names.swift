import HealthCardDomain
import HealthCardServices

extension Words {
    func name(of status: Card.Status) -> String {
        switch status {
        case .preissued: statusPreissued
        case .active: statusActive
        case .suspended: statusSuspended
        case .cancelled: statusCancelled
        }
    }

    /// What the console calls the number of cards with this status.
    func count(of status: Card.Status) -> String {
        switch status {
        case .preissued: cardsPreissued
        case .active: cardsActive
        case .suspended: cardsSuspended
        case .cancelled: cardsCancelled
        }
    }

    func name(of field: ResidentField) -> String {
        switch field {
        case .name: fieldName
        case .nameMasked: fieldNameMasked
        case .idType: fieldIDType
        case .idNumber: fieldIDNumber
        case .idNumberMasked: fieldIDNumberMasked
        case .gender: fieldGender
        case .birthDate: fieldBirthDate
        case .phone: fieldPhone
        case .phoneMasked: fieldPhoneMasked
        case .nation: fieldNation
        case .address: fieldAddress
        case .localID: fieldLocalID
        case .guardianName: fieldGuardianName
        case .guardianIDNumber: fieldGuardianIDNumber
        }
    }

    func name(of result: ScanAnswer.Result) -> String {
        switch result {
        case .accepted: resultAccepted
        case .hint: resultHint
        }
    }

    func name(of outcome: Registration.Outcome) -> String {
        switch outcome {
        case .created: outcomeCreated
        case .existing: outcomeExisting
        case .restored: outcomeRestored
        }
    }

    func name(of verdict: RealPersonVerdict) -> String {
        switch verdict {
        case .passed: verdictPassed
        case .failed: verdictFailed
        case .unavailable: verdictUnavailable
        }
    }

    /// The state of a key, as the inventory has it.
    func name(ofKeyState state: String) -> String {
        switch state {
        case "generated": keyGenerated
        case "active": keyActive
        case "archived": keyArchived
        case "destroyed": keyDestroyed
        default: state
        }
    }

    /// Who looks; `nil` for roles that never look at somebody else's data.
    func name(of role: Role) -> String? {
        switch role {
        case .clerk: byClerk
        case .app: byApp
        case .centre: byCentre
        case .resident, .custodian, .anonymous: nil
        }
    }
}

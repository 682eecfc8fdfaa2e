package import HealthCardDomain

extension Gender {
    /// Reads administrative-gender (FHIR R4); `nil` for any other text. Other is a sex not stated (ours).
    package init?(administrative code: String) {
        switch code {
        case "male": self = .male
        case "female": self = .female
        case "unknown": self = .unknown
        case "other": self = .unstated
        default: return nil
        }
    }

    /// The code of administrative-gender; what is not stated is unknown there.
    package var administrative: String {
        switch self {
        case .male: "male"
        case .female: "female"
        case .unknown, .unstated: "unknown"
        }
    }
}

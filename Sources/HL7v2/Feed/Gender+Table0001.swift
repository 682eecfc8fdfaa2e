import HealthCardDomain

extension Gender {
    /// Reads table 0001, administrative sex; `nil` for any other text. Other, ambiguous and not applicable are sexes not
    /// stated (ours).
    init?(table0001 code: String) {
        switch code {
        case "M": self = .male
        case "F": self = .female
        case "U": self = .unknown
        case "O", "A", "N": self = .unstated
        default: return nil
        }
    }

    /// The code in table 0001; what is not stated is unknown there.
    var table0001: String {
        switch self {
        case .male: "M"
        case .female: "F"
        case .unknown, .unstated: "U"
        }
    }
}

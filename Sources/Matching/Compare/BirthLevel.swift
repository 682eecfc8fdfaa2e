/// How well two statements of a birth date agree; a higher level is a better agreement. The raw values rank.
enum BirthLevel: UInt8, Sendable, Comparable, CaseIterable {
    case absent = 0
    case contradicts
    case sameYear
    /// Within two years, where at least one was made from an age.
    case agedAlike
    /// The same year, where one side knows no more.
    case yearOnly
    /// The same year and month, where one side knows no more.
    case monthOnly
    /// A date of the lunar calendar may be the solar one of the other side.
    case lunar
    case oneDigit
    case swapped
    /// The same day, but one that is made from ages.
    case weakExact
    case exact

    static func < (left: BirthLevel, right: BirthLevel) -> Bool { left.rawValue < right.rawValue }

    var name: String {
        switch self {
        case .absent: "absent"
        case .contradicts: "contradicts"
        case .sameYear: "same-year"
        case .agedAlike: "aged-alike"
        case .yearOnly: "year-only"
        case .monthOnly: "month-only"
        case .lunar: "lunar"
        case .oneDigit: "one-digit"
        case .swapped: "swapped"
        case .weakExact: "weak-exact"
        case .exact: "exact"
        }
    }
}

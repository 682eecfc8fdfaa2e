/// How well two names agree; a higher level is a better agreement. The raw values rank.
enum NameLevel: UInt8, Sendable, Comparable, CaseIterable {
    case absent = 0
    /// Two scripts, of which one is no reading of the other: a dialect's or a chosen Latin name.
    case incomparable
    case differs
    case surnameOnly
    /// The given name agrees and the surname does not.
    case givenOnly
    /// All that was written agrees, but most of one side is masked.
    case masked
    /// One character of three differs in every respect, as the names of siblings do.
    case oneCharacter
    /// One character more or fewer.
    case dropped
    /// The first part of a long name, or its beginning.
    case shortForm
    /// Two characters differ, each by a slip.
    case twoSlips
    case swapped
    /// One character sounds nearly the same.
    case nearSound
    /// One character looks nearly the same.
    case lookAlike
    /// One character that a system could not write.
    case rareMark
    case homophone
    /// One side is the reading of the other in Latin letters.
    case romanised
    case exact

    static func < (left: NameLevel, right: NameLevel) -> Bool { left.rawValue < right.rawValue }

    /// Whether both may be one name but for a slip of the hand or the ear.
    var isLike: Bool { self >= .swapped }
    /// Whether both are names of different people unless something explains it.
    var isUnlike: Bool { self == .differs || self == .surnameOnly }

    var name: String {
        switch self {
        case .absent: "absent"
        case .incomparable: "incomparable"
        case .differs: "differs"
        case .surnameOnly: "surname-only"
        case .givenOnly: "given-only"
        case .masked: "masked"
        case .oneCharacter: "one-character"
        case .dropped: "dropped"
        case .shortForm: "short-form"
        case .twoSlips: "two-slips"
        case .swapped: "swapped"
        case .nearSound: "near-sound"
        case .lookAlike: "look-alike"
        case .rareMark: "rare-mark"
        case .homophone: "homophone"
        case .romanised: "romanised"
        case .exact: "exact"
        }
    }
}

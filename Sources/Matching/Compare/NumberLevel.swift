/// How well two resident numbers agree; a higher level is a better agreement. The raw values rank.
enum NumberLevel: UInt8, Sendable, Comparable, CaseIterable {
    case absent = 0
    /// Both valid and different: two people.
    case differs
    /// Both valid, of one place and birth date: twins, or strangers of one day.
    case neighbours
    /// One cannot be right, and they are far apart.
    case unlike
    /// One cannot be right; they differ in two digits.
    case twoOff
    /// The same, but on one side it may be somebody else's.
    case equalDoubtful
    /// One cannot be right; they differ by one digit, by two that changed places, or by one more or fewer.
    case near
    /// The same number, which cannot be right.
    case equalDamaged
    case equal

    static func < (left: NumberLevel, right: NumberLevel) -> Bool { left.rawValue < right.rawValue }

    var name: String {
        switch self {
        case .absent: "absent"
        case .differs: "differs"
        case .neighbours: "neighbours"
        case .unlike: "unlike"
        case .twoOff: "two-off"
        case .equalDoubtful: "equal-doubtful"
        case .near: "near"
        case .equalDamaged: "equal-damaged"
        case .equal: "equal"
        }
    }
}

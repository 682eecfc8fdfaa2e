/// How well the phones of two records agree. The raw values rank.
enum PhoneLevel: UInt8, Sendable, Comparable, CaseIterable {
    case absent = 0
    case differs
    case near
    /// Equal, but many persons have it.
    case crowded
    case equal

    static func < (left: PhoneLevel, right: PhoneLevel) -> Bool { left.rawValue < right.rawValue }

    var name: String {
        switch self {
        case .absent: "absent"
        case .differs: "differs"
        case .near: "near"
        case .crowded: "crowded"
        case .equal: "equal"
        }
    }
}

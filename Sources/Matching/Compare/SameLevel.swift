/// Agreement of what is either the same or not.
enum SameLevel: UInt8, Sendable, Comparable, CaseIterable {
    case absent = 0
    case differs
    case equal

    static func < (left: SameLevel, right: SameLevel) -> Bool { left.rawValue < right.rawValue }

    var name: String {
        switch self {
        case .absent: "absent"
        case .differs: "differs"
        case .equal: "equal"
        }
    }
}

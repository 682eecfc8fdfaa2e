/// How well documents other than resident numbers agree. The raw values rank.
enum DocumentLevel: UInt8, Sendable, Comparable, CaseIterable {
    case absent = 0
    case differs
    /// They differ by one slip.
    case near
    case equal

    static func < (left: DocumentLevel, right: DocumentLevel) -> Bool { left.rawValue < right.rawValue }

    var name: String {
        switch self {
        case .absent: "absent"
        case .differs: "differs"
        case .near: "near"
        case .equal: "equal"
        }
    }
}

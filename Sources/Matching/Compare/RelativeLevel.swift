/// What two records say of one guardian or parent. The raw values rank.
enum RelativeLevel: UInt8, Sendable, Comparable, CaseIterable {
    case absent = 0
    /// Other guardians; a child has two parents, so this says little.
    case differs
    case name
    case number

    static func < (left: RelativeLevel, right: RelativeLevel) -> Bool { left.rawValue < right.rawValue }

    var name: String {
        switch self {
        case .absent: "absent"
        case .differs: "differs"
        case .name: "name"
        case .number: "number"
        }
    }
}

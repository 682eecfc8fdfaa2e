/// How far two addresses agree, from the coarse to the fine. The raw values rank.
enum AddressLevel: UInt8, Sendable, Comparable, CaseIterable {
    case absent = 0
    case differs
    case area
    case place
    /// The same house or room, in which many persons are registered.
    case crowded
    case house
    case room

    static func < (left: AddressLevel, right: AddressLevel) -> Bool { left.rawValue < right.rawValue }

    var name: String {
        switch self {
        case .absent: "absent"
        case .differs: "differs"
        case .area: "area"
        case .place: "place"
        case .crowded: "crowded"
        case .house: "house"
        case .room: "room"
        }
    }
}

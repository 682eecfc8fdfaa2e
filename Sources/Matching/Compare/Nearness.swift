/// How near to each other two people live, where their addresses do not name one house. The raw values rank.
enum Nearness: UInt8, Sendable, Comparable {
    /// Elsewhere, or nothing is known of it.
    case apart = 0
    /// In one village, estate or road, of which one side says no more.
    case place
    /// In one building or one villagers' group, of which one side says no more.
    case building

    static func < (left: Nearness, right: Nearness) -> Bool { left.rawValue < right.rawValue }
}

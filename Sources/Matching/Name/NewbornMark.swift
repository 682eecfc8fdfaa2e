/// What a name says of a child that has none yet: whose it is, and which one of several.
struct NewbornMark: Sendable, Equatable {
    /// 1 for the first of several born together, 2 for the second …; 11, 12 … for the first, second … child of the family
    /// (长子, 次女); 0 where nothing was said.
    var order: UInt8 = 0
    /// GB/T 2261.1 code that the mark implies (之子, 之女); 0 where it says nothing.
    var sex: UInt8 = 0

    /// Whether the mark says that the child was born together with others.
    var isOfSeveral: Bool { (1..<10).contains(order) }

    /// Whether both say an order, in the same way of counting, and not the same one.
    func contradicts(_ other: NewbornMark) -> Bool {
        order != 0 && other.order != 0 && order / 10 == other.order / 10 && order != other.order
    }
}

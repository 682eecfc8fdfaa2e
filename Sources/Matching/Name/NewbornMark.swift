/// What a name says of a child that has none yet: whose it is, and which one of several.
struct NewbornMark: Sendable, Equatable {
    /// 1 for the first-born, 2 for the second …; 0 where nothing was said.
    var order: UInt8 = 0
    /// GB/T 2261.1 code that the mark implies (之子, 之女); 0 where it says nothing.
    var sex: UInt8 = 0
}

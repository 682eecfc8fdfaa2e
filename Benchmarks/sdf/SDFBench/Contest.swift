/// One operation made in C and through a pooled session.
struct Contest {
    let name: String
    /// Library calls in one turn of the work; the limit is for each.
    let calls: Int
    /// Do the work this many times.
    let inC: (Int) throws -> Void
    let ours: (Int) throws -> Void
}

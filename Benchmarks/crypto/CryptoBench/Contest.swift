/// One operation done in C and by SMCrypto.
struct Contest {
    enum Floor: String {
        /// The work outweighs the result, or there is none.
        case sameCalls = "same_calls"
        /// A short operation whose result is a fresh array, or a long one that fills one.
        case freshArray = "fresh_array"
    }

    let name: String
    /// `nil` for a row that is shown and not judged.
    let floor: Floor?
    /// Do the work this many times.
    let inC: (Int) throws -> Void
    let inSwift: (Int) throws -> Void
}

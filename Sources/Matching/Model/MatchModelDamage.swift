/// Why a text is no model.
package enum MatchModelDamage: Error, Equatable {
    /// The line, from 1, that cannot be read.
    case line(Int)
    case incomplete
}

/// A value that travels to or from the database. There are four kinds; an instant is an integer (milliseconds, UTC), a
/// truth is an integer (0 or 1), and nothing is a floating-point number.
package enum SQLValue: Sendable, Equatable {
    case null
    case integer(Int64)
    case text(String)
    case blob([UInt8])
}

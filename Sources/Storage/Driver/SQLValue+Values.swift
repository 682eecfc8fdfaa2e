package import Foundation

extension SQLValue {
    /// Text, or null.
    package static func text(_ value: String?) -> SQLValue {
        value.map { .text($0) } ?? .null
    }

    /// A count or a number of our own.
    package static func integer(_ value: Int) -> SQLValue { .integer(Int64(value)) }

    /// An instant, rounded to the whole millisecond.
    package static func instant(_ value: Date) -> SQLValue { .integer(value.storedMilliseconds) }
}

extension Date {
    /// Milliseconds since 1970-01-01T00:00:00Z, rounded.
    package var storedMilliseconds: Int64 { Int64((timeIntervalSince1970 * 1000).rounded()) }

    /// Reads back what `storedMilliseconds` gave.
    package init(storedMilliseconds: Int64) {
        self.init(timeIntervalSince1970: Double(storedMilliseconds) / 1000)
    }
}

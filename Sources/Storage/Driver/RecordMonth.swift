/// A month in China (+08:00), as partitions have them.
package struct RecordMonth: Sendable, Comparable {
    private static let chinaOffsetMilliseconds: Int64 = 28_800_000
    private static let dayMilliseconds: Int64 = 86_400_000

    /// Months since January 1970.
    private let number: Int64

    private init(number: Int64) { self.number = number }

    /// The month of an instant, in milliseconds since 1970-01-01T00:00:00Z; not before it.
    package init(ofMilliseconds instant: Int64) {
        // A month has 28 to 31 days: the guess is never too late and at most a few months too early.
        var number = max(0, instant / (31 * Self.dayMilliseconds) - 1)
        while Self(number: number + 1).start <= instant { number += 1 }
        self.init(number: number)
    }

    /// Its first millisecond.
    package var start: Int64 {
        let (year, month) = (1970 + number / 12, number % 12)
        // Days before a year and a month, in a calendar whose years begin with March (the leap day is then the last).
        let (marchYear, marchMonth) = month < 2 ? (year - 1, month + 10) : (year, month - 2)
        let leapDays = marchYear / 4 - marchYear / 100 + marchYear / 400
        let days = 365 * marchYear + leapDays + (153 * marchMonth + 2) / 5 - 719_468
        return days * Self.dayMilliseconds - Self.chinaOffsetMilliseconds
    }

    /// The month so many months later, or earlier.
    package func adding(_ months: Int) -> RecordMonth { RecordMonth(number: number + Int64(months)) }

    /// `2026_12`: the end of a partition's name.
    package var name: String {
        let month = number % 12 + 1
        return "\(1970 + number / 12)_\(month < 10 ? "0" : "")\(month)"
    }

    package static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}

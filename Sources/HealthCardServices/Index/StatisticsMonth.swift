package import HealthCardDomain

/// A month of statistics (+08:00), as one number: 202611 is November 2026.
package struct StatisticsMonth: Sendable, Hashable, Comparable {
    package let number: Int

    package init(of day: CivilDate) { number = day.year * 100 + day.month }

    package init(trusted number: Int) { self.number = number }

    /// The month so many months earlier.
    package func earlier(by months: Int) -> StatisticsMonth {
        let count = number / 100 * 12 + number % 100 - 1 - months
        return StatisticsMonth(trusted: count / 12 * 100 + count % 12 + 1)
    }

    package static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}

package import HealthCardDomain

/// How often cards were used on one statistics day (+08:00).
package struct DailyUseCount: Sendable, Equatable {
    package let day: CivilDate
    package let count: Int

    package init(day: CivilDate, count: Int) {
        self.day = day
        self.count = count
    }
}

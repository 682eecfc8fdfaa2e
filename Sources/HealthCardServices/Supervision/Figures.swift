package import Foundation
package import HealthCardDomain

/// The console's live figures.
package struct Figures: Sendable {
    package let at: Date
    package let persons: Int
    package let cards: [Card.Status: Int]
    /// Uses since midnight (+08:00), by institution and step.
    package let usesToday: [UseCount]
    /// The last seven statistics days, oldest first, today included, days without a use as 0.
    package let week: [DailyUseCount]
    /// Refused scans since midnight, by problem code.
    package let refusalsToday: [String: Int]
    package let institutions: [Institution]

    package init(
        at: Date,
        persons: Int,
        cards: [Card.Status: Int],
        usesToday: [UseCount],
        week: [DailyUseCount],
        refusalsToday: [String: Int],
        institutions: [Institution]
    ) {
        self.at = at
        self.persons = persons
        self.cards = cards
        self.usesToday = usesToday
        self.week = week
        self.refusalsToday = refusalsToday
        self.institutions = institutions
    }
}

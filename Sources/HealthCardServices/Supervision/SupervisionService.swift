import HealthCardDomain

/// Figures for the card centre's console (`C13`).
package struct SupervisionService: Sendable {
    private let storage: any Storage

    package init(storage: any Storage) {
        self.storage = storage
    }

    /// The figures of this moment. They name no resident.
    package func figures(by act: Act) async throws -> Figures {
        try AccessTable.require(.figuresRead, of: act.actor)
        let today = CivilDate(inChinaAt: act.at)
        let days = (-6...0).map { today.adding(days: $0) }
        let (weekStart, midnight) = (days[0].midnightInChina, today.midnightInChina)
        let end = today.adding(days: 1).midnightInChina
        return try await storage.read { store in
            let counts = try store.figures.dailyUseCounts(from: weekStart, to: end)
            let week = days.map { day in
                DailyUseCount(day: day, count: counts.first { $0.day == day }?.count ?? 0)
            }
            return Figures(
                at: act.at,
                persons: try store.figures.personCount(),
                cards: try store.figures.cardCounts(),
                usesToday: try store.figures.useCounts(from: midnight, to: end),
                week: week,
                refusalsToday: try store.figures.refusalCounts(from: midnight, to: end),
                institutions: try store.access.institutions()
            )
        }
    }
}

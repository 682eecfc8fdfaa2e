import HealthCardDomain
import HealthCardServices

/// The uses of seven days as bars.
enum WeekChart {
    static func svg(_ week: [DailyUseCount], title: String) -> String {
        BarChart.svg(week.map { BarChart.Bar(label: label($0), count: $0.count) }, title: title)
    }

    /// Month and day, `11-21`.
    static func label(_ day: DailyUseCount) -> String { String(day.day.iso.suffix(5)) }
}

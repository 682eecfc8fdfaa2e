import HealthCardDomain
import HealthCardServices

/// The uses of seven days as bars. The table beside it holds the numbers, so the picture carries none of its own for a
/// screen reader.
enum WeekChart {
    private static let barHeight = 180
    private static let slot = 100
    private static let barWidth = 56

    /// An inline SVG of fixed proportions. It names no resident; `title` is a word of ours.
    static func svg(_ week: [DailyUseCount], title: String) -> String {
        let most = max(week.map(\.count).max() ?? 0, 1)
        let bars = week.enumerated().map { index, day in
            let height = day.count * barHeight / most
            let (left, top) = (index * slot + (slot - barWidth) / 2, 30 + barHeight - height)
            let middle = index * slot + slot / 2
            return "<rect x=\"\(left)\" y=\"\(top)\" width=\"\(barWidth)\" height=\"\(height)\"/>"
                + "<text x=\"\(middle)\" y=\"\(top - 8)\">\(day.count)</text>"
                + "<text x=\"\(middle)\" y=\"\(barHeight + 56)\">\(label(day))</text>"
        }
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(week.count * slot) \(barHeight + 70)\" "
            + "role=\"img\" aria-label=\"\(title)\">\(bars.joined())</svg>"
    }

    /// Month and day, `11-21`.
    static func label(_ day: DailyUseCount) -> String { String(day.day.iso.suffix(5)) }
}

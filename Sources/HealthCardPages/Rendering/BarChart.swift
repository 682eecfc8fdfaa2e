/// Counts as bars. The table beside it holds the numbers, so the picture carries none of its own for a screen reader.
enum BarChart {
    /// One bar with what stands below it.
    struct Bar {
        let label: String
        let count: Int
    }

    private static let barHeight = 180
    private static let slot = 100
    private static let barWidth = 56

    /// An inline SVG of fixed proportions. Labels and `title` are words of ours; it names no resident.
    static func svg(_ bars: [Bar], title: String) -> String {
        let most = max(bars.map(\.count).max() ?? 0, 1)
        let drawn = bars.enumerated().map { index, bar in
            let height = bar.count * barHeight / most
            let (left, top) = (index * slot + (slot - barWidth) / 2, 30 + barHeight - height)
            let middle = index * slot + slot / 2
            return "<rect x=\"\(left)\" y=\"\(top)\" width=\"\(barWidth)\" height=\"\(height)\"/>"
                + "<text x=\"\(middle)\" y=\"\(top - 8)\">\(bar.count)</text>"
                + "<text x=\"\(middle)\" y=\"\(barHeight + 56)\">\(bar.label)</text>"
        }
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(bars.count * slot) \(barHeight + 70)\" "
            + "role=\"img\" aria-label=\"\(title)\">\(drawn.joined())</svg>"
    }
}

import Foundation

/// Instants on the wire: RFC 3339 in UTC with milliseconds, `2026-11-21T04:00:00.000Z`.
enum Timestamp {
    private static let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

    static func text(_ instant: Date) -> String { instant.formatted(style) }

    /// Reads RFC 3339 with or without fractions and with any offset; `nil` for anything else.
    static func instant(_ text: String) -> Date? {
        guard text.utf8.count <= 40 else { return nil }
        return (try? Date(text, strategy: style)) ?? (try? Date(text, strategy: .iso8601))
    }
}

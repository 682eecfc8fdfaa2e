import Foundation
import HealthCardDomain

/// Instants as residents and operators read them: China Standard Time, and it says so.
enum ChinaTime {
    /// `2026-11-21 12:00:00 +08:00`.
    static func text(_ instant: Date) -> String { "\(date(instant)) \(clock(instant)) +08:00" }

    /// RFC 3339, for the `datetime` attribute.
    static func machine(_ instant: Date) -> String { "\(date(instant))T\(clock(instant))+08:00" }

    private static func date(_ instant: Date) -> String { CivilDate(inChinaAt: instant).iso }

    private static func clock(_ instant: Date) -> String {
        let since = instant.timeIntervalSince(CivilDate(inChinaAt: instant).midnightInChina)
        let seconds = Int(since.rounded(.down))
        return [seconds / 3_600, seconds / 60 % 60, seconds % 60]
            .map { $0 < 10 ? "0\($0)" : "\($0)" }
            .joined(separator: ":")
    }
}

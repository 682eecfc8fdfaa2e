import Foundation
import HealthCardDomain
import HealthCardServices

/// Counts for the console, from the rows themselves.
struct SQLFigureRepository: FigureRepository {
    /// The most groups one figure may have: institutions × steps, days, or outcomes.
    private static let groupLimit = 10_000
    private static let dayMilliseconds = 86_400_000

    let connection: any SQLConnection

    private static let personCount = SQLStatement("persons.count", "SELECT count(*) FROM persons")
    private static let cardCounts = SQLStatement(
        "cards.count",
        "SELECT status, count(*) FROM cards GROUP BY status LIMIT \(groupLimit)"
    )
    private static let useCounts = SQLStatement(
        "uses.count",
        """
        SELECT institution_code, step, count(*) FROM uses WHERE used_at >= $1 AND used_at < $2
        GROUP BY institution_code, step ORDER BY institution_code, step LIMIT \(groupLimit)
        """
    )
    /// Days are counted from 1970-01-01 at midnight in China; instants before it do not occur.
    private static let dailyUseCounts = SQLStatement(
        "uses.count by day",
        """
        SELECT (used_at + \(CivilDate.chinaOffsetSeconds * 1_000)) / \(dayMilliseconds) AS day, count(*) FROM uses
        WHERE used_at >= $1 AND used_at < $2 GROUP BY 1 ORDER BY 1 LIMIT \(groupLimit)
        """
    )
    private static let refusalCounts = SQLStatement(
        "audit_entries.count refused",
        """
        SELECT outcome, count(*) FROM audit_entries
        WHERE operation = 'code.scan' AND outcome <> 'ok' AND at >= $1 AND at < $2
        GROUP BY outcome LIMIT \(groupLimit)
        """
    )

    func personCount() throws -> Int {
        try connection.row(Self.personCount, [])?.count(0) ?? 0
    }

    func cardCounts() throws -> [Card.Status: Int] {
        var counts: [Card.Status: Int] = [:]
        for row in try connection.rows(Self.cardCounts, []) { counts[try row.word(0)] = try row.count(1) }
        return counts
    }

    func useCounts(from start: Date, to end: Date) throws -> [UseCount] {
        try connection.rows(Self.useCounts, [.instant(start), .instant(end)]).map { row in
            UseCount(institution: try row.label(0), step: try row.word(1), count: try row.count(2))
        }
    }

    func dailyUseCounts(from start: Date, to end: Date) throws -> [DailyUseCount] {
        try connection.rows(Self.dailyUseCounts, [.instant(start), .instant(end)]).map { row in
            let midnight = Date(timeIntervalSince1970: Double(try row.count(0)) * 86_400)
            return DailyUseCount(day: CivilDate(inChinaAt: midnight), count: try row.count(1))
        }
    }

    func refusalCounts(from start: Date, to end: Date) throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for row in try connection.rows(Self.refusalCounts, [.instant(start), .instant(end)]) {
            counts[try row.text(0)] = try row.count(1)
        }
        return counts
    }
}

import HealthCardServices
import Storage

/// Rows that no month was made for: a few after a clock that was wrong, many where nobody makes months.
enum StrayRows {
    /// The most that are counted of each table.
    private static let limit = 1_000

    private static let statements = KeptRecords.allCases.map { records in
        let table = "\(records.rawValue)_default"
        return (
            records,
            SQLStatement(table, "SELECT count(*) FROM (SELECT 1 FROM \(table) LIMIT \(limit)) AS stray")
        )
    }

    static func count(_ connection: PostgresConnection) throws -> [(records: KeptRecords, count: Int)] {
        try statements.map { ($0.0, try connection.row($0.1, [])?.count(0) ?? 0) }
    }
}

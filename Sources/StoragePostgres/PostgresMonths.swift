import HealthCardServices
import Storage

/// The partitions of a table that lies in months, inside one transaction that holds the lock of migrations.
struct PostgresMonths {
    /// How many months beyond the present one have a partition.
    private static let ahead = 3
    /// The longest wait for a lock, in milliseconds: those who come after it wait as long.
    private static let lockMilliseconds = 2_000

    let records: KeptRecords
    let connection: PostgresConnection

    private var table: String { records.rawValue }

    private var key: String { records == .uses ? "use_id" : "sequence" }

    private var time: String { records == .uses ? "used_at" : "at" }

    /// Makes the first partition that is missing before an instant's month and those ahead of it. Rows that were written
    /// without it move into it.
    ///
    /// - Returns: whether one was missing.
    func makeNext(after instant: Int64) throws -> Bool {
        try begin()
        let now = RecordMonth(ofMilliseconds: instant)
        let start = try partitions().last?.end ?? now.start
        let month = RecordMonth(ofMilliseconds: start)
        guard month <= now.adding(Self.ahead) else { return false }
        let (made, end) = ("\(table)_\(month.name)", month.adding(1).start)
        try run("LOCK TABLE \(table)_default IN ACCESS EXCLUSIVE MODE")
        try run("CREATE TABLE \(made) (LIKE \(table) INCLUDING CONSTRAINTS, PRIMARY KEY (\(key)))")
        let stray = "FROM \(table)_default WHERE \(time) >= \(start) AND \(time) < \(end)"
        let moved = try run("INSERT INTO \(made) SELECT * \(stray)")
        if records == .auditEntries {
            try run(PostgresDialect.guarding(made, "\(table)_append_only"))
        }
        if moved > 0 {
            if records == .auditEntries { try guarding("DISABLE") }
            try run("DELETE \(stray)")
            if records == .auditEntries { try guarding("ENABLE") }
        }
        try run("ALTER TABLE \(table) ATTACH PARTITION \(made) FOR VALUES FROM (\(start)) TO (\(end))")
        return true
    }

    /// Drops the oldest partition, where it ends by an instant.
    ///
    /// - Returns: whether one was dropped.
    func dropOldest(before instant: Int64) throws -> Bool {
        try begin()
        guard let oldest = try partitions().first, oldest.end <= instant else { return false }
        if records == .auditEntries {
            try run(
                """
                DELETE FROM look_disputes AS d
                WHERE EXISTS (SELECT 1 FROM \(oldest.name) AS e WHERE e.sequence = d.sequence)
                """
            )
        }
        try run("DROP TABLE \(oldest.name)")
        return true
    }

    private func begin() throws {
        try run("SET LOCAL lock_timeout = \(Self.lockMilliseconds)")
    }

    private func guarding(_ act: String) throws {
        try run("ALTER TABLE \(table)_default \(act) TRIGGER \(table)_append_only")
    }

    /// The partitions with their ends, the oldest first; without the one of what has no month.
    private func partitions() throws -> [(name: String, end: Int64)] {
        let statement = SQLStatement(
            "partitions",
            """
            SELECT name, bound::bigint FROM (
                SELECT c.relname::text AS name,
                    substring(pg_get_expr(c.relpartbound, c.oid) FROM 'TO \\(''?([0-9]+)') AS bound
                FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid
                WHERE i.inhparent = '\(table)'::regclass
            ) AS p WHERE bound IS NOT NULL ORDER BY bound::bigint LIMIT 10000
            """
        )
        return try connection.rows(statement, []).map { (try $0.text(0), try $0.integer(1)) }
    }

    @discardableResult
    private func run(_ text: String) throws -> Int {
        try connection.execute(SQLStatement("months of \(table)", text), [])
    }
}

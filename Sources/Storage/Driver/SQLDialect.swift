/// What truly differs between SQLite and PostgreSQL. Everything else is written once.
package protocol SQLDialect: Sendable {
    /// A 64-bit integer.
    var integer: String { get }
    /// Milliseconds since 1970-01-01T00:00:00Z.
    var instant: String { get }
    /// Text that is compared and ordered by its bytes.
    var text: String { get }
    var blob: String { get }
    /// A 64-bit primary key that counts up by itself, from 1.
    var sequence: String { get }
    /// The words after the closing bracket of an ordinary table.
    var table: String { get }
    /// The words after the closing bracket of a table that is stored in its primary key.
    var keyedTable: String { get }
    /// The name of a column that one of the engines reserves for itself.
    func column(_ name: String) -> String
    /// Statements that change rules of a table whose rows stay. SQLite writes such a table anew.
    ///
    /// - Parameters:
    ///   - columns: those that the table had and keeps, separated by commas.
    ///   - definition: the columns and constraints of the changed table.
    ///   - changes: the same change as clauses of `ALTER TABLE`.
    ///   - isKeyed: whether the table is stored in its primary key.
    func changed(
        _ table: String,
        columns: String,
        definition: String,
        changes: [String],
        isKeyed: Bool
    ) -> [String]
    /// Statements that make the engine refuse changing or removing rows of a table; the broken rule is named
    /// `<table>_append_only`.
    func appendOnly(_ table: String) -> [String]
    /// As `sequence`, for a column that is not the primary key.
    var counter: String { get }
    /// Statements that lay a table with its rows into months. None on SQLite, which has no partitions.
    func inMonths(_ table: MonthlyTable) -> [String]
    /// Statements that make the engine tell every node when a table is changed. None on SQLite, which has one.
    func announced(_ tables: [String]) -> [String]
    /// As `announced`, for tables that came later.
    func announcing(_ tables: [String]) -> [String]
    /// Statements about tables whose rows come and go within a day. PostgreSQL is told to clear them up sooner.
    func shortLived(_ tables: [String]) -> [String]
}

import Storage

/// SQLite's words: `STRICT` tables that refuse a value of the wrong type, stored in their primary key where that is
/// the row. Text is compared by its bytes (`BINARY`) without being told.
struct SQLiteDialect: SQLDialect {
    var integer: String { "INTEGER" }
    var instant: String { "INTEGER" }
    var text: String { "TEXT" }
    var blob: String { "BLOB" }
    var sequence: String { "INTEGER NOT NULL PRIMARY KEY" }
    var table: String { "STRICT" }
    var keyedTable: String { "STRICT, WITHOUT ROWID" }

    /// SQLite reserves none of our names, and the text of a released migration stays as it is.
    func column(_ name: String) -> String { name }

    /// Foreign keys are looked at when the migration commits: by then every row is back under its key.
    func changed(
        _ table: String,
        columns: String,
        definition: String,
        changes: [String],
        isKeyed: Bool
    ) -> [String] {
        [
            "PRAGMA defer_foreign_keys = ON",
            "CREATE TABLE \(table)_before AS SELECT \(columns) FROM \(table)",
            "DROP TABLE \(table)",
            "CREATE TABLE \(table) (\n\(definition)\n) \(isKeyed ? keyedTable : self.table)",
            "INSERT INTO \(table) (\(columns)) SELECT \(columns) FROM \(table)_before",
            "DROP TABLE \(table)_before",
        ]
    }

    func appendOnly(_ table: String) -> [String] {
        ["UPDATE", "DELETE"].map { act in
            """
            CREATE TRIGGER \(table)_no_\(act.lowercased()) BEFORE \(act) ON \(table)
            BEGIN SELECT RAISE(ABORT, '\(table)_append_only'); END
            """
        }
    }

    var counter: String { "INTEGER NOT NULL" }

    func inMonths(_ table: MonthlyTable) -> [String] { [] }

    func announced(_ tables: [String]) -> [String] { [] }

    func announcing(_ tables: [String]) -> [String] { [] }

    func shortLived(_ tables: [String]) -> [String] { [] }
}

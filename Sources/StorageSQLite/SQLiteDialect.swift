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

    func appendOnly(_ table: String) -> [String] {
        ["UPDATE", "DELETE"].map { act in
            """
            CREATE TRIGGER \(table)_no_\(act.lowercased()) BEFORE \(act) ON \(table)
            BEGIN SELECT RAISE(ABORT, '\(table)_append_only'); END
            """
        }
    }
}

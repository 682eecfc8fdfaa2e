import GRDB
import GRDBSQLite
import Storage

/// SQLite's answers as faults of the seam.
enum SQLiteFault {
    /// `SQLITE_IOERR_SHMSIZE`, a macro with arithmetic, which Swift does not import: the file beside the log, in which
    /// processes find its pages, could not grow. On a full disk it is met before `SQLITE_FULL` where the log was short.
    private static let sharedMemorySize: Int32 = SQLITE_IOERR | (19 << 8)

    /// The last error of a connection. Of the message only a rule's name is kept.
    static func fault(of connection: OpaquePointer?, in statement: SQLStatement) -> StorageFault {
        let code = sqlite3_extended_errcode(connection)
        let message = sqlite3_errmsg(connection).map { String(cString: $0) } ?? ""
        if let rule = rule(of: code) { return .ruleBroken(rule, name: name(in: message, of: rule)) }
        return fault(code, in: statement.name)
    }

    /// An error that GRDB raised outside of our statements.
    static func fault(_ error: DatabaseError) -> StorageFault {
        fault(error.extendedResultCode.rawValue, in: "transaction")
    }

    /// What is no broken rule.
    ///
    /// - Parameter code: the extended one.
    static func fault(_ code: Int32, in statement: String) -> StorageFault {
        switch (code & 0xFF, code) {
        case (SQLITE_READONLY, _): .readOnly
        case (SQLITE_FULL, _), (_, sharedMemorySize): .outOfSpace
        default: .engine(code: Int(code), statement: statement)
        }
    }

    private static func rule(of code: Int32) -> StorageFault.Rule? {
        // The extended codes are macros with arithmetic, which Swift does not import.
        switch (code & 0xFF, code >> 8) {
        case (SQLITE_CONSTRAINT, 1): .check
        case (SQLITE_CONSTRAINT, 3): .foreignKey
        case (SQLITE_CONSTRAINT, 5): .notNull
        case (SQLITE_CONSTRAINT, 6), (SQLITE_CONSTRAINT, 8), (SQLITE_CONSTRAINT, 10): .unique
        case (SQLITE_CONSTRAINT, 7): .trigger
        case (SQLITE_CONSTRAINT, 12): .type
        default: nil
        }
    }

    /// `UNIQUE constraint failed: cards.person_id` → `cards.person_id`; `cannot store TEXT value in INTEGER column
    /// uses.used_at` → `uses.used_at`; a trigger's message is its name.
    private static func name(in message: String, of rule: StorageFault.Rule) -> String {
        switch rule {
        case .unique, .check, .notNull:
            message.firstRange(of: "failed: ").map { String(message[$0.upperBound...]) } ?? ""
        case .type: message.split(separator: " ").last.map(String.init) ?? ""
        case .trigger: message
        case .foreignKey: ""
        }
    }
}

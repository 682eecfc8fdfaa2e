import GRDB
import GRDBSQLite
import Storage

/// One connection of the pool while a transaction runs on it. Statements are prepared once for each connection and
/// kept; stepping and binding go straight to SQLite, since boxing values for a general library costs more than the
/// look-up.
final class SQLiteConnection: SQLConnection {
    private let database: Database
    /// Why SQLite undid the transaction by itself, if it did. Whatever ran now would commit alone, so nothing runs any
    /// more.
    private var loss: StorageFault?
    /// Statements that this transaction has used, so that the library need not find them by their text each time. What
    /// names one is held, so that no other takes its address.
    private var used: [ObjectIdentifier: (name: SQLStatement, prepared: Statement)] = [:]

    init(_ database: Database) {
        self.database = database
    }

    func rows(_ statement: SQLStatement, _ values: [SQLValue]) throws -> [SQLRow] {
        try requireTransaction()
        return try run(statement, values)
    }

    func execute(_ statement: SQLStatement, _ values: [SQLValue]) throws -> Int {
        try requireTransaction()
        let before = sqlite3_total_changes64(database.sqliteConnection)
        _ = try run(statement, values)
        // A statement that wrote nothing may leave the count of the one before it in `sqlite3_changes`.
        guard sqlite3_total_changes64(database.sqliteConnection) != before else { return 0 }
        return Int(sqlite3_changes64(database.sqliteConnection))
    }

    func insert(_ rows: [[SQLValue]], into table: SQLTable) throws {
        try requireTransaction()
        let handle = try prepared(table.insert)
        defer {
            sqlite3_reset(handle)
            sqlite3_clear_bindings(handle)
        }
        for row in rows {
            try SQLiteBinding.bind(row, to: handle, of: table.insert)
            guard sqlite3_step(handle) == SQLITE_DONE else { throw fault(in: table.insert, wasInTransaction: true) }
            sqlite3_reset(handle)
        }
    }

    /// Runs a statement that begins or ends a transaction.
    func control(_ statement: SQLStatement) throws {
        _ = try run(statement, [])
    }

    /// Whether a transaction is open.
    var isInTransaction: Bool { sqlite3_get_autocommit(database.sqliteConnection) == 0 }

    /// - Throws: why SQLite undid the transaction, if it did.
    func requireTransaction() throws {
        if let loss { throw loss }
    }

    private func run(_ statement: SQLStatement, _ values: [SQLValue]) throws -> [SQLRow] {
        let wasInTransaction = isInTransaction
        let handle = try prepared(statement)
        defer {
            sqlite3_reset(handle)
            sqlite3_clear_bindings(handle)
        }
        try SQLiteBinding.bind(values, to: handle, of: statement)
        var rows: [SQLRow] = []
        while true {
            switch sqlite3_step(handle) {
            case SQLITE_ROW: rows.append(SQLRow(SQLiteBinding.columns(of: handle), of: statement))
            case SQLITE_DONE: return rows
            default: throw fault(in: statement, wasInTransaction: wasInTransaction)
            }
        }
    }

    /// What the last step of a statement failed with.
    private func fault(in statement: SQLStatement, wasInTransaction: Bool) -> StorageFault {
        let fault = SQLiteFault.fault(of: database.sqliteConnection, in: statement)
        if wasInTransaction, !isInTransaction { loss = fault == .outOfSpace ? fault : .transactionLost }
        return loss ?? fault
    }

    private func prepared(_ statement: SQLStatement) throws -> OpaquePointer {
        if let known = used[ObjectIdentifier(statement)] { return known.prepared.sqliteStatement }
        do {
            let found = try database.cachedStatement(sql: statement.text)
            used[ObjectIdentifier(statement)] = (statement, found)
            return found.sqliteStatement
        } catch let error as DatabaseError {
            // Nothing is bound yet, so the message can quote the statement only.
            throw StorageFault.statementRefused(statement: statement.name, reason: error.message ?? "")
        }
    }
}

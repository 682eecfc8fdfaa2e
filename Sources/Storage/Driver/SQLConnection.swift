/// A connection inside a transaction, owned by one thread while the transaction runs. What a driver offers the
/// repositories: run, and map errors to `StorageFault`.
package protocol SQLConnection: AnyObject {
    /// Runs a statement and gives all of its rows; a statement that can give many states its own `LIMIT`.
    ///
    /// - Parameter values: `$1` is the first.
    func rows(_ statement: SQLStatement, _ values: [SQLValue]) throws -> [SQLRow]

    /// Runs a statement without an answer.
    ///
    /// - Returns: how many rows it wrote.
    func execute(_ statement: SQLStatement, _ values: [SQLValue]) throws -> Int

    /// Runs a statement whose answer nobody waits for. It may run only with the next one that is waited for, and runs before
    /// the transaction is committed; its fault is thrown by whatever it runs with.
    ///
    /// - Parameter conflict: thrown where it did not write exactly one row; `nil` where any count will do.
    func post(_ statement: SQLStatement, _ values: [SQLValue], requiringOne conflict: (any Error)?) throws

    /// Writes many rows by the fastest way of the engine: `COPY` on PostgreSQL, one prepared statement on SQLite. A
    /// rule that any row breaks is a fault, and the transaction is over.
    ///
    /// - Parameter rows: each has a value for each column of the table, in their order.
    func insert(_ rows: [[SQLValue]], into table: SQLTable) throws
}

extension SQLConnection {
    /// The first row, for a statement that gives at most one.
    package func row(_ statement: SQLStatement, _ values: [SQLValue]) throws -> SQLRow? {
        try rows(statement, values).first
    }

    /// Runs it at once, where an answer costs no way.
    package func post(_ statement: SQLStatement, _ values: [SQLValue], requiringOne conflict: (any Error)?) throws {
        let written = try execute(statement, values)
        if let conflict, written != 1 { throw conflict }
    }
}

import Storage

/// A connection inside one transaction, as the repositories see it.
///
/// After an error the server answers nothing more in a transaction, so the first failure is kept: later statements
/// throw the same, and the transaction cannot commit, even where its closure carried on.
final class PostgresConnection: SQLConnection {
    private let session: PostgresSession
    private let once: Bool
    /// Why this transaction cannot commit.
    private(set) var failure: PostgresFailure?

    /// - Parameter once: whether its statements are run once, and so not worth preparing: migrations.
    init(_ session: PostgresSession, once: Bool = false) {
        self.session = session
        self.once = once
    }

    func rows(_ statement: SQLStatement, _ values: [SQLValue]) throws -> [SQLRow] {
        try guarded { () throws(PostgresFailure) in
            let answer = try session.run(statement, values, once: once)
            do throws(StorageFault) { return try answer.rows(of: statement) } catch { throw .fault(error) }
        }
    }

    func execute(_ statement: SQLStatement, _ values: [SQLValue]) throws -> Int {
        try guarded { () throws(PostgresFailure) in
            try session.run(statement, values, once: once).writtenRows
        }
    }

    func insert(_ rows: [[SQLValue]], into table: SQLTable) throws {
        try guarded { () throws(PostgresFailure) in try session.copy(rows, into: table) }
    }

    private func guarded<Value>(_ body: () throws(PostgresFailure) -> Value) throws(StorageFault) -> Value {
        if let failure { throw failure.thrown }
        do {
            return try body()
        } catch {
            failure = error
            throw error.thrown
        }
    }
}

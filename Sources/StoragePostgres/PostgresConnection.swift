import Storage

/// A connection inside one transaction, as the repositories see it.
///
/// After an error the server answers nothing more in a transaction, so the first failure is kept: later statements
/// throw the same, and the transaction cannot commit, even where its closure carried on.
///
/// What begins the transaction, and what is posted, goes to the server with the next statement that is waited for, in one
/// round trip.
final class PostgresConnection: SQLConnection {
    /// As many are posted at most, so that neither side waits for the other to read.
    private static let postedLimit = 32

    private let session: PostgresSession
    private let once: Bool
    /// What begins the transaction, as long as nothing was run in it.
    private var opening: String?
    private var posted: [(question: SQLQuestion, conflict: (any Error)?)] = []
    /// What something posted met.
    private var conflict: (any Error)?
    /// Why this transaction cannot commit.
    private(set) var failure: PostgresFailure?

    /// - Parameters:
    ///   - opening: what begins the transaction; `nil` where it is begun.
    ///   - once: whether its statements are run once, and so not worth preparing: migrations.
    init(_ session: PostgresSession, opening: String? = nil, once: Bool = false) {
        self.session = session
        self.opening = opening
        self.once = once
    }

    /// Whether anything was run.
    var isBegun: Bool { opening == nil }

    private var isAnythingAhead: Bool { opening != nil || !posted.isEmpty }

    func rows(_ statement: SQLStatement, _ values: [SQLValue]) throws -> [SQLRow] {
        if isAnythingAhead { return try send(SQLQuestion(statement, values))?.rows ?? [] }
        return try guarded { () throws(PostgresFailure) in
            let answer = try session.run(statement, values, once: once)
            do throws(StorageFault) { return try answer.rows(of: statement) } catch { throw .fault(error) }
        }
    }

    func execute(_ statement: SQLStatement, _ values: [SQLValue]) throws -> Int {
        if isAnythingAhead { return try send(SQLQuestion(statement, values))?.writtenRows ?? 0 }
        return try guarded { () throws(PostgresFailure) in
            try session.run(statement, values, once: once).writtenRows
        }
    }

    func post(_ statement: SQLStatement, _ values: [SQLValue], requiringOne conflict: (any Error)?) throws {
        posted.append((SQLQuestion(statement, values), conflict))
        if posted.count == Self.postedLimit { try flush() }
    }

    func insert(_ rows: [[SQLValue]], into table: SQLTable) throws {
        if isAnythingAhead { _ = try send(nil) }
        try guarded { () throws(PostgresFailure) in try session.copy(rows, into: table) }
    }

    /// Runs what is posted. A transaction that is to stay ends with this.
    func flush() throws {
        if !posted.isEmpty { _ = try send(nil) }
        if let conflict { throw conflict }
    }

    /// Sends what begins the transaction and what is posted, and a statement with it.
    ///
    /// - Returns: the answer of the statement, if there is one.
    private func send(_ question: SQLQuestion?) throws -> PostgresAnswer? {
        let (waiting, first) = (posted, opening)
        (posted, opening) = ([], nil)
        let answers = try guarded { () throws(PostgresFailure) in
            try session.pipeline(waiting.map(\.question) + (question.map { [$0] } ?? []), after: first)
        }
        for (one, answer) in zip(waiting, answers) where answer.writtenRows != 1 { conflict = conflict ?? one.conflict }
        if let conflict { throw conflict }
        return question == nil ? nil : answers.last
    }

    private func guarded<Value>(_ body: () throws(PostgresFailure) -> Value) throws -> Value {
        if let failure { throw failure.thrown }
        if let conflict { throw conflict }
        do {
            return try body()
        } catch {
            failure = error
            throw error.thrown
        }
    }
}

import CPQ
import Glibc
import Storage

/// One open connection, owned by one thread. After `.lost` it is of no use any more.
@safe
final class PostgresSession {
    /// A statement that this connection knows by name.
    private struct Prepared {
        let name: String
        let types: [PostgresType.Number]
        /// Held, so that no other statement takes its address, by which it is found.
        let statement: SQLStatement
    }

    private let handle: OpaquePointer
    private let role: PostgresRole
    private let answerMilliseconds: Int32
    private var prepared: [ObjectIdentifier: Prepared] = [:]
    /// Whether the server warned of something since `warned` was last cleared.
    private var warned = false

    /// Connects to the first host of the address that takes writes.
    init(_ address: PostgresAddress, _ role: PostgresRole, _ options: PostgresOptions) throws(PostgresFailure) {
        guard let handle = unsafe Self.connect(address.keywords(connectSeconds: options.connectSeconds)) else {
            throw .lost
        }
        unsafe self.handle = unsafe handle
        self.role = role
        answerMilliseconds = role.answerMilliseconds(options)
        guard unsafe PQstatus(handle) == CONNECTION_OK else { throw .lost }
        // Without a receiver libpq prints what the server remarks, which may quote values.
        unsafe PQsetNoticeReceiver(
            handle,
            { session, _ in
                guard let session = unsafe session else { return }
                unsafe Unmanaged<PostgresSession>.fromOpaque(session).takeUnretainedValue().warned = true
            },
            Unmanaged.passUnretained(self).toOpaque()
        )
        try control(role.settings(options))
    }

    deinit {
        unsafe PQfinish(handle)
    }

    private static func connect(_ keywords: [(name: String, value: String)]) -> OpaquePointer? {
        let names = unsafe keywords.map { unsafe strdup($0.name) } + [nil]
        let values = unsafe keywords.map { unsafe strdup($0.value) } + [nil]
        defer {
            for index in keywords.indices {
                unsafe free(names[index])
                unsafe free(values[index])
            }
        }
        return unsafe PQconnectdbParams(
            names.map { unsafe UnsafePointer($0) },
            values.map { unsafe UnsafePointer($0) },
            1
        )
    }

    /// The server's process for this connection: differs between connections that are open at one time.
    var backend: Int32 { unsafe PQbackendPID(handle) }

    /// Whether a transaction is open that must be rolled back.
    var isInTransaction: Bool {
        let status = unsafe PQtransactionStatus(handle)
        return status == PQTRANS_INTRANS || status == PQTRANS_INERROR
    }

    /// Runs a text without parameters, such as one that begins a transaction.
    func control(_ text: String) throws(PostgresFailure) {
        guard unsafe PQsendQuery(handle, text) == 1 else { throw .lost }
        var failure: PostgresFailure?
        while let answer = try nextAnswer() {
            if !answer.isDone { failure = failure ?? sorted(answer.error, in: "control") }
        }
        if let failure { throw failure }
    }

    /// Runs a statement and gives its answer.
    ///
    /// - Parameter once: whether it is not worth preparing.
    func run(_ statement: SQLStatement, _ values: [SQLValue], once: Bool) throws(PostgresFailure) -> PostgresResult {
        if once { try sendOnce(statement, values) } else { try send(statement, values, prepare(statement, values)) }
        return try soleAnswer(of: statement.name)
    }

    /// Sends rows by `COPY`, in its binary form.
    func copy(_ rows: [[SQLValue]], into table: SQLTable) throws(PostgresFailure) {
        let nulls = [SQLValue](repeating: .null, count: table.columns.count)
        let types = try prepare(table.insert, nulls).types
        let copied: PostgresCopy
        do { copied = try PostgresCopy(rows, into: table, types: types) } catch { throw .fault(error) }
        guard unsafe PQsendQuery(handle, PostgresCopy.statement(table)) == 1 else { throw .lost }
        guard let answer = try nextAnswer() else { throw .lost }
        guard answer.isCopyingIn else {
            while try nextAnswer() != nil {}
            throw sorted(answer.error, in: table.name)
        }
        let isSent = unsafe copied.withPieces { piece in
            unsafe PQputCopyData(handle, piece.baseAddress, Int32(piece.count)) == 1
        }
        guard isSent, unsafe PQputCopyEnd(handle, nil) == 1 else { throw .lost }
        let done = try soleAnswer(of: table.name)
        guard done.writtenRows == rows.count else {
            throw .fault(.statementRefused(statement: table.name, reason: "rows are missing"))
        }
    }

    /// Runs statements in one round trip.
    ///
    /// - Parameters:
    ///   - opening: a text that comes before them, such as one that begins a transaction.
    ///   - closing: one that comes after them.
    /// - Returns: an answer for each statement. Where one fails, the rest is not run, and its failure is thrown.
    func pipeline(
        _ questions: [SQLQuestion],
        after opening: String? = nil,
        before closing: String? = nil
    ) throws(PostgresFailure) -> [PostgresAnswer] {
        // Before anything is sent, since a refused value must leave the connection as it was.
        var ready: [(known: Prepared, parameters: PostgresParameters)] = []
        ready.reserveCapacity(questions.count)
        for question in questions {
            let known = try prepare(question.statement, question.values)
            ready.append((known, try Self.parameters(question.values, known.types, of: question.statement)))
        }
        guard unsafe PQenterPipelineMode(handle) == 1 else { throw .lost }
        if let opening { try sendText(opening) }
        for (known, parameters) in ready { try send(parameters, known) }
        if let closing { try sendText(closing) }
        guard unsafe PQpipelineSync(handle) == 1 else { throw .lost }
        let first = opening == nil ? 0 : 1
        var answers: [PostgresAnswer] = []
        answers.reserveCapacity(questions.count)
        var failure: PostgresFailure?
        var place = 0
        while true {
            // Inside of a pipeline a missing answer only separates two statements.
            guard let answer = try nextAnswer() else { continue }
            if answer.isSync { break }
            defer { place += 1 }
            let index = place - first
            guard questions.indices.contains(index) else {
                if !answer.isDone, !answer.isSkipped { failure = failure ?? sorted(answer.error, in: "control") }
                continue
            }
            let statement = questions[index].statement
            if answer.isDone {
                let rows: [SQLRow]
                do { rows = try answer.rows(of: statement) } catch {
                    failure = failure ?? .fault(error)
                    rows = []
                }
                answers.append(PostgresAnswer(rows: rows, writtenRows: answer.writtenRows))
            } else if !answer.isSkipped {
                failure = failure ?? sorted(answer.error, in: statement.name)
            }
        }
        guard unsafe PQexitPipelineMode(handle) == 1 else { throw .lost }
        if let failure { throw failure }
        return answers
    }

    /// Marks a slot and commits, in one round trip. Where the mark is refused, the commit does not happen.
    ///
    /// - Throws: `.lost` where no answer came, or the server committed with a warning: whether the transaction is
    ///   durable is then unknown.
    func commit(marking statement: SQLStatement, _ values: [SQLValue]) throws(PostgresFailure) {
        let prepared = try prepare(statement, values)
        warned = false
        guard unsafe PQenterPipelineMode(handle) == 1 else { throw .lost }
        try send(statement, values, prepared)
        try sendText("COMMIT")
        guard unsafe PQpipelineSync(handle) == 1 else { throw .lost }
        var failure: PostgresFailure?
        var tag = ""
        while true {
            // Inside of a pipeline a missing answer only separates two statements.
            guard let answer = try nextAnswer() else { continue }
            if answer.isSync { break }
            if answer.isDone {
                tag = answer.tag
            } else if !answer.isSkipped {
                failure = sorted(answer.error, in: "commit")
            }
        }
        guard unsafe PQexitPipelineMode(handle) == 1 else { throw .lost }
        if let failure { throw failure }
        guard tag == "COMMIT", !warned else { throw .lost }
    }

    /// Commits a transaction that marks no slot.
    ///
    /// - Throws: `.lost` where no answer came, or the server committed with a warning.
    func commit() throws(PostgresFailure) {
        warned = false
        try control("COMMIT")
        guard !warned else { throw .lost }
    }

    /// Asks for the news of a channel.
    func listen(to channel: String) throws(PostgresFailure) {
        try control("LISTEN \(channel)")
    }

    /// Waits for news of the channels that are listened to.
    ///
    /// - Parameter milliseconds: the longest wait.
    /// - Returns: the news; none where the wait was over first.
    func news(milliseconds: Int32) throws(PostgresFailure) -> [String] {
        let known = takeNews()
        guard known.isEmpty else { return known }
        var waiting = pollfd(fd: unsafe PQsocket(handle), events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&waiting, 1, milliseconds) > 0 else { return [] }
        guard unsafe PQconsumeInput(handle) == 1 else { throw .lost }
        return takeNews()
    }

    private func takeNews() -> [String] {
        var news: [String] = []
        while let notice = unsafe PQnotifies(handle) {
            unsafe news.append(String(cString: notice.pointee.extra))
            unsafe PQfreemem(notice)
        }
        return news
    }

    private func prepare(_ statement: SQLStatement, _ values: [SQLValue]) throws(PostgresFailure) -> Prepared {
        if let known = prepared[ObjectIdentifier(statement)] { return known }
        let name = "s\(prepared.count)"
        var types = Self.used(values, by: statement).map { PostgresType.number(of: $0) }
        guard unsafe PQsendPrepare(handle, name, statement.text, Int32(types.count), types) == 1 else { throw .lost }
        _ = try soleAnswer(of: statement.name)
        if types.contains(PostgresType.unstated) {
            guard unsafe PQsendDescribePrepared(handle, name) == 1 else { throw .lost }
            types = try soleAnswer(of: statement.name).parameterTypes
        }
        let made = Prepared(name: name, types: types, statement: statement)
        prepared[ObjectIdentifier(statement)] = made
        return made
    }

    private func send(_ statement: SQLStatement, _ values: [SQLValue], _ known: Prepared) throws(PostgresFailure) {
        try send(Self.parameters(values, known.types, of: statement), known)
    }

    private func send(_ parameters: PostgresParameters, _ known: Prepared) throws(PostgresFailure) {
        let sent = unsafe parameters.with { count, addresses, lengths, formats in
            unsafe PQsendQueryPrepared(handle, known.name, count, addresses, lengths, formats, 1)
        }
        guard sent == 1 else { throw .lost }
    }

    /// Sends a text without parameters, inside of a pipeline.
    private func sendText(_ text: String) throws(PostgresFailure) {
        guard unsafe PQsendQueryParams(handle, text, 0, nil, nil, nil, nil, 1) == 1 else { throw .lost }
    }

    private func sendOnce(_ statement: SQLStatement, _ values: [SQLValue]) throws(PostgresFailure) {
        let types = Self.used(values, by: statement).map { PostgresType.number(of: $0) }
        let parameters = try Self.parameters(values, types, of: statement)
        let sent = unsafe parameters.with { count, addresses, lengths, formats in
            unsafe PQsendQueryParams(handle, statement.text, count, types, addresses, lengths, formats, 1)
        }
        guard sent == 1 else { throw .lost }
    }

    private static func used(_ values: [SQLValue], by statement: SQLStatement) -> ArraySlice<SQLValue> {
        precondition(statement.valueCount <= values.count, "every placeholder has a value")
        return values.prefix(statement.valueCount)
    }

    private static func parameters(
        _ values: [SQLValue],
        _ types: [PostgresType.Number],
        of statement: SQLStatement
    ) throws(PostgresFailure) -> PostgresParameters {
        do {
            return try PostgresParameters(used(values, by: statement), types: types, of: statement)
        } catch {
            throw .fault(error)
        }
    }

    /// The answer of a statement that stands alone; reads on until the connection is free again.
    private func soleAnswer(of statement: String) throws(PostgresFailure) -> PostgresResult {
        guard let answer = try nextAnswer() else { throw .lost }
        while try nextAnswer() != nil {}
        guard answer.isDone else { throw sorted(answer.error, in: statement) }
        return answer
    }

    /// The next answer, or `nil` at the end of a statement's. Waits no longer than the connection's limit.
    private func nextAnswer() throws(PostgresFailure) -> PostgresResult? {
        while unsafe PQisBusy(handle) == 1 {
            var waiting = pollfd(fd: unsafe PQsocket(handle), events: Int16(POLLIN), revents: 0)
            let ready = unsafe poll(&waiting, 1, answerMilliseconds)
            if ready < 0, errno == EINTR { continue }
            guard ready > 0, unsafe PQconsumeInput(handle) == 1 else { throw .lost }
        }
        if let answer = unsafe PQgetResult(handle) { return unsafe PostgresResult(owning: answer) }
        guard unsafe PQstatus(handle) == CONNECTION_OK else { throw .lost }
        return nil
    }

    private func sorted(_ answer: PostgresErrorAnswer, in statement: String) -> PostgresFailure {
        guard unsafe PQstatus(handle) == CONNECTION_OK else { return .lost }
        return .sorted(answer, in: statement, isWriting: role.isWriting)
    }
}

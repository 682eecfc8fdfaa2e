/// What a connection is for.
enum PostgresRole: String, Sendable {
    case writer, reader, probe, migrator, listener

    /// The settings of the session, set once when it opens.
    func settings(_ options: PostgresOptions) -> String {
        var settings = [
            "client_min_messages = warning",
            "statement_timeout = \(self == .migrator ? 0 : options.statementMilliseconds)",
            "lock_timeout = \(self == .migrator ? 0 : options.lockMilliseconds)",
            "idle_in_transaction_session_timeout = \(2 * options.statementMilliseconds)",
            "jit = off",
        ]
        if self == .writer {
            // A serializable transaction that scans a table has read all of it, and meets every writer of it.
            settings.append("enable_seqscan = off")
        }
        return settings.map { "SET \($0)" }.joined(separator: "; ")
    }

    /// The longest wait for one answer, in milliseconds; -1 is for ever, as a migration of a large table may need.
    func answerMilliseconds(_ options: PostgresOptions) -> Int32 {
        switch self {
        case .migrator: -1
        case .listener: Int32(PostgresOptions.answerGraceMilliseconds)
        case .writer, .reader, .probe: Int32(options.statementMilliseconds + PostgresOptions.answerGraceMilliseconds)
        }
    }
}

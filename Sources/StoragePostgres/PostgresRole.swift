/// What a connection is for.
enum PostgresRole: String, Sendable {
    case writer, reader, probe, migrator, listener
    /// For transactions that share a commit, and for those that share a snapshot.
    case sharedWriter = "shared-writer"
    case sharedReader = "shared-reader"

    /// The longest that those who share wait for a lock, in milliseconds: then each waits for its own.
    private static let sharedLockMilliseconds = 1_000

    /// Whether its transactions may write.
    var isWriting: Bool {
        switch self {
        case .writer, .sharedWriter, .migrator, .listener: true
        case .reader, .sharedReader, .probe: false
        }
    }

    /// Whether its transactions have a number of their own (`WriteSlot`).
    var hasSlot: Bool { self == .writer || self == .sharedWriter }

    /// The settings of the session, set once when it opens.
    func settings(_ options: PostgresOptions) -> String {
        var settings = [
            "client_min_messages = warning",
            "statement_timeout = \(self == .migrator ? 0 : options.statementMilliseconds)",
            "lock_timeout = \(lockMilliseconds(options))",
            "idle_in_transaction_session_timeout = \(2 * options.statementMilliseconds)",
            "jit = off",
            // A session that was opened on empty tables would otherwise plan a statement anew each time, for ever: the plan for all
            // values was dear then, and its price is not asked for again. No statement hopes for a plan by its values:
            // SQLite has none (PostgreSQL 15, PREPARE, Notes).
            "plan_cache_mode = force_generic_plan",
        ]
        if hasSlot {
            // A serializable transaction that scans a table has read all of it, and meets every writer of it.
            settings.append("enable_seqscan = off")
        }
        return settings.map { "SET \($0)" }.joined(separator: "; ")
    }

    private func lockMilliseconds(_ options: PostgresOptions) -> Int {
        switch self {
        case .migrator: 0
        case .sharedWriter: min(options.lockMilliseconds, Self.sharedLockMilliseconds)
        case .writer, .reader, .probe, .listener, .sharedReader: options.lockMilliseconds
        }
    }

    /// The longest wait for one answer, in milliseconds; -1 is for ever, as a migration of a large table may need.
    func answerMilliseconds(_ options: PostgresOptions) -> Int32 {
        switch self {
        case .migrator: -1
        case .listener: Int32(PostgresOptions.answerGraceMilliseconds)
        case .writer, .reader, .probe, .sharedWriter, .sharedReader:
            Int32(options.statementMilliseconds + PostgresOptions.answerGraceMilliseconds)
        }
    }
}

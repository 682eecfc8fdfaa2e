/// The SQLSTATE codes that decide something (PostgreSQL 15, appendix A).
enum SQLState {
    /// Our triggers' own code: a class that the standard leaves to implementations, and PostgreSQL does not use.
    static let ownRule = "XL001"

    static let uniqueViolation = "23505"
    static let checkViolation = "23514"
    static let readOnlyTransaction = "25006"
    static let diskFull = "53100"

    /// A transaction that was fine by itself and met another: run again, on a new snapshot, it may pass.
    static let contended: Set<String> = [
        "40001",  // serialization_failure
        "40P01",  // deadlock_detected
        "55P03",  // lock_not_available: the lock time-out
    ]

    /// The connection is gone or about to go; nothing is wrong with the statement.
    static let lost: Set<String> = [
        "",  // libpq's own word: no answer came
        "57P01",  // admin_shutdown
        "57P02",  // crash_shutdown
        "57P03",  // cannot_connect_now
        "57P05",  // idle_session_timeout
        "25P03",  // idle_in_transaction_session_timeout
    ]

    static func isLost(_ state: String) -> Bool { lost.contains(state) || state.hasPrefix("08") }
}

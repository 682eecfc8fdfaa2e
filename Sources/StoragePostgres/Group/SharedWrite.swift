import Storage

/// One caller's transaction that may share a commit with others.
struct SharedWrite: Sendable {
    let write: PendingWrite
    let ahead: @Sendable (SQLRepositories) throws -> Void
    /// Runs it in a transaction of its own, and answers the caller.
    let runAlone: @Sendable () -> Void
}

import HealthCardServices
import Storage

/// Runs waiting transactions as one: a single `COMMIT`, and so a single wait for the disk, for all of them.
///
/// Each caller's closure lies in a savepoint, so its error undoes its own work only. Nobody is answered before the
/// commit: even a refusal may rest on what a neighbour in the group wrote.
package enum GroupCommit {
    /// The most transactions that wait together.
    static let limit = 512
    /// How long transactions are run before what they did is committed. Where all who ask wait for one commit, they all ask
    /// again at once, and in turns the writer waits for them and they for the writer.
    package static let longest = Duration.milliseconds(8)

    private static let begin = SQLStatement("begin", "BEGIN IMMEDIATE")
    private static let commit = SQLStatement("commit", "COMMIT")
    private static let rollback = SQLStatement("rollback", "ROLLBACK")
    private static let savepoint = SQLStatement("savepoint", "SAVEPOINT caller")
    private static let release = SQLStatement("release", "RELEASE caller")
    private static let undo = SQLStatement("undo", "ROLLBACK TO caller")

    /// Runs and commits as many of those that wait as there is time for, in their order, and at least the first.
    ///
    /// - Parameters:
    ///   - longest: after so long none begins.
    ///   - recent: is told what they changed of the main index, once it is committed.
    /// - Returns: how many, and what resumes their callers, once the connection is free again.
    static func run(
        _ waiting: ArraySlice<PendingWrite>,
        for longest: Duration,
        on connection: SQLiteConnection,
        keys: any ColumnKeys,
        recent: RecentChanges
    ) -> (count: Int, resume: () -> Void) {
        do {
            try connection.control(begin)
        } catch {
            return (waiting.count, { for write in waiting { write.refuse(error) } })
        }
        let end = ContinuousClock.now + longest
        var outcomes: [PendingWrite.Outcome] = []
        outcomes.reserveCapacity(waiting.count)
        var fault: (any Error)?
        do {
            let store = SQLRepositories(connection, keys: keys, after: recent)
            if let only = waiting.first, waiting.count == 1 {
                outcomes.append(only.run(store))
                try connection.requireTransaction()
                if outcomes[0].failed {
                    try connection.control(rollback)
                } else {
                    try finish(store, connection, recent)
                }
            } else {
                for write in waiting {
                    guard outcomes.isEmpty || ContinuousClock.now < end else { break }
                    outcomes.append(try runInSavepoint(write, store, connection))
                }
                try finish(store, connection, recent)
            }
        } catch {
            fault = error
        }
        if connection.isInTransaction {
            // The commit failed and left the transaction open. Where even the rollback fails, the next `BEGIN` says so.
            do { try connection.control(rollback) } catch { fault = fault ?? error }
        }
        // Where the disk refuses, nothing of those that still wait is tried.
        let refused = fault == nil ? [] : waiting.dropFirst(outcomes.count)
        return (
            outcomes.count + refused.count,
            { [outcomes, fault] in
                for outcome in outcomes { outcome.finish(fault) }
                if let fault { for write in refused { write.refuse(fault) } }
            }
        )
    }

    /// Runs one piece of work in a transaction of its own, as migrations need it.
    static func alone<Value>(on connection: SQLiteConnection, _ body: () throws -> Value) throws -> Value {
        try connection.control(begin)
        do {
            let value = try body()
            try connection.control(commit)
            return value
        } catch {
            if connection.isInTransaction { try connection.control(rollback) }
            throw error
        }
    }

    /// Commits, and notes what was changed of the main index.
    private static func finish(
        _ store: SQLRepositories,
        _ connection: SQLiteConnection,
        _ recent: RecentChanges
    ) throws {
        let changes = store.index.changes
        guard let first = changes.firstEvent else { return try connection.control(commit) }
        let last = try store.index.lastEvent()
        try connection.control(commit)
        recent.add(changes.set, after: first - 1, to: last)
    }

    private static func runInSavepoint(
        _ write: PendingWrite,
        _ store: SQLRepositories,
        _ connection: SQLiteConnection
    ) throws -> PendingWrite.Outcome {
        try connection.control(savepoint)
        let outcome = write.run(store)
        try connection.requireTransaction()
        if outcome.failed { try connection.control(undo) }
        try connection.control(release)
        return outcome
    }
}

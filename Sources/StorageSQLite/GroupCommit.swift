import HealthCardServices
import Storage

/// Runs waiting transactions as one: a single `COMMIT`, and so a single wait for the disk, for all of them.
///
/// Each caller's closure lies in a savepoint, so its error undoes its own work only. Nobody is answered before the
/// commit: even a refusal may rest on what a neighbour in the group wrote.
enum GroupCommit {
    /// The most transactions that share a commit.
    static let limit = 512

    private static let begin = SQLStatement("begin", "BEGIN IMMEDIATE")
    private static let commit = SQLStatement("commit", "COMMIT")
    private static let rollback = SQLStatement("rollback", "ROLLBACK")
    private static let savepoint = SQLStatement("savepoint", "SAVEPOINT caller")
    private static let release = SQLStatement("release", "RELEASE caller")
    private static let undo = SQLStatement("undo", "ROLLBACK TO caller")

    /// Runs and commits a group.
    ///
    /// - Returns: what resumes the callers, once the connection is free again.
    static func run(_ group: [PendingWrite], on connection: SQLiteConnection, keys: any ColumnKeys) -> () -> Void {
        do {
            try connection.control(begin)
        } catch {
            return { for write in group { write.refuse(error) } }
        }
        var outcomes: [PendingWrite.Outcome] = []
        outcomes.reserveCapacity(group.count)
        var fault: (any Error)?
        do {
            let store = SQLRepositories(connection, keys: keys)
            if group.count == 1 {
                outcomes.append(group[0].run(store))
                try connection.requireTransaction()
                try connection.control(outcomes[0].failed ? rollback : commit)
            } else {
                for write in group { outcomes.append(try runInSavepoint(write, store, connection)) }
                try connection.control(commit)
            }
        } catch {
            fault = error
        }
        if connection.isInTransaction {
            // The commit failed and left the transaction open. Where even the rollback fails, the next `BEGIN` says so.
            do { try connection.control(rollback) } catch { fault = fault ?? error }
        }
        return { [outcomes, fault] in
            for outcome in outcomes { outcome.finish(fault) }
            guard let fault else { return }
            for write in group.dropFirst(outcomes.count) { write.refuse(fault) }
        }
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

import GRDB
import GRDBSQLite
import Synchronization

/// Keeps the write-ahead log of a database file short while many read and write.
///
/// Left to itself SQLite moves the log into the database inside a commit, which then waits for all of it, and begins the
/// log anew only if nobody reads an older state at that moment: where readings overlap without a pause, the log grows
/// without end (SQLite, Write-Ahead Logging, 2.1 and 6). So a connection of its own moves the log while others write.
/// What was written meanwhile, the writer moves after its commit. Where the log gets long nonetheless, the writer waits
/// for those who read an older state; whoever begins to read is never held up.
package final class Checkpointer: Sendable {
    /// When to do what, in pages of the log (4 KiB each).
    package struct Limits: Sendable {
        /// From here on the log is moved beside the writer.
        package var moved = 8_192
        /// From here on the writer waits for the mover and for readers.
        package var waited = 65_536

        package init() {}
    }

    /// How long the writer waits for readers of an older state, in milliseconds.
    private static let waitMilliseconds: Int32 = 2_000
    /// Another pass of the mover is worth it from so many pages on, written during the last one.
    private static let passPages = 128
    private static let mostPasses = 6

    private enum Step {
        /// Moves what is there beside the writer.
        case move
        /// Moves the rest after a move, so that the log can begin anew.
        case finish
        case wait
    }

    private struct State {
        var isMoving = false
        /// Whether the mover ended and the rest is not moved yet.
        var isMoved = false
        /// The length of the log after the last commit.
        var length = 0
        /// The length of the log at which to move, or to wait, next.
        var moveAt: Int
        var waitAt: Int
    }

    private let mover: DatabaseQueue
    private let limits: Limits
    private let state: Mutex<State>

    init(path: String, limits: Limits) throws {
        var configuration = Configuration()
        configuration.label = "xinglin-checkpointer"
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA synchronous = FULL")
            try database.execute(sql: "PRAGMA trusted_schema = OFF")
            _ = try Row.fetchOne(database, sql: "PRAGMA wal_autocheckpoint = 0")
        }
        mover = try DatabaseQueue(path: path, configuration: configuration)
        self.limits = limits
        state = Mutex(State(moveAt: limits.moved, waitAt: limits.waited))
    }

    /// Is told of each commit of the connection that writes, in place of SQLite's own checkpoints. The caller keeps this
    /// value as long as the connection.
    func attach(to writer: Database) {
        sqlite3_wal_hook(
            writer.sqliteConnection,
            { context, connection, _, pages in
                if let context, let connection {
                    Unmanaged<Checkpointer>.fromOpaque(context).takeUnretainedValue()
                        .committed(Int(pages), on: connection)
                }
                // Anything else would fail a statement whose commit is done.
                return SQLITE_OK
            },
            Unmanaged.passUnretained(self).toOpaque()
        )
    }

    /// Waits for the mover and closes its connection.
    func close() throws { try mover.close() }

    /// A checkpoint that fails loses nothing: the log stays, and the next one tries again. Where the disk is full or broken, the
    /// next commit says so.
    private func committed(_ pages: Int, on writer: OpaquePointer) {
        switch next(pages) {
        case nil: break
        case .move: mover.asyncWriteWithoutTransaction { [self] in move($0) }
        case .finish: sqlite3_wal_checkpoint_v2(writer, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
        case .wait:
            // Where somebody else is moving the log, SQLite gives up at once.
            mover.writeWithoutTransaction { _ in }
            sqlite3_busy_timeout(writer, Self.waitMilliseconds)
            sqlite3_wal_checkpoint_v2(writer, nil, SQLITE_CHECKPOINT_RESTART, nil, nil)
            sqlite3_busy_timeout(writer, SQLiteStorage.busyTimeoutMilliseconds)
        }
    }

    private func next(_ pages: Int) -> Step? {
        state.withLock { state in
            // A log that is shorter than before began anew.
            if pages < state.length { (state.moveAt, state.waitAt) = (limits.moved, limits.waited) }
            state.length = pages
            if pages >= state.waitAt {
                state.waitAt = pages + limits.moved
                return .wait
            }
            if state.isMoved {
                (state.isMoved, state.moveAt) = (false, pages + limits.moved)
                return .finish
            }
            guard !state.isMoving, pages >= state.moveAt else { return nil }
            state.isMoving = true
            return .move
        }
    }

    private func move(_ database: Database) {
        for _ in 0..<Self.mostPasses {
            guard let (length, moved) = try? database.checkpoint(.passive) else { break }
            Self.sync(database)
            guard length - moved >= Self.passPages else { break }
        }
        state.withLock { ($0.isMoving, $0.isMoved) = (false, true) }
    }

    /// Has the disk take what a move wrote. SQLite itself does so only in a move that reaches the end of the log, which is the
    /// writer's: it would wait for all that was moved before. A sync that fails here is tried again there, and
    /// nothing is dropped from the log before one succeeded.
    private static func sync(_ database: Database) {
        var file: UnsafeMutablePointer<sqlite3_file>?
        guard sqlite3_file_control(database.sqliteConnection, "main", SQLITE_FCNTL_FILE_POINTER, &file) == SQLITE_OK
        else {
            return
        }
        _ = file?.pointee.pMethods?.pointee.xSync?(file, SQLITE_SYNC_NORMAL | SQLITE_SYNC_DATAONLY)
    }
}

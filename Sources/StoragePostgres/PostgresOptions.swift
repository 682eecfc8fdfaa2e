/// How this node uses the database. The defaults suit a node of two cores.
package struct PostgresOptions: Sendable {
    /// Connections, and threads, for transactions that write; 1 to 64.
    package var writers = 8
    /// Connections, and threads, for snapshots; 1 to 64.
    package var readers = 8
    /// Whether settings are refused that lose acknowledged writes.
    package var isProduction = false
    /// The longest that a connection to one host may take, in seconds; libpq's least is 2.
    package var connectSeconds = 3
    /// The longest that one statement may take, in milliseconds. The client gives up `answerGraceMilliseconds` later.
    package var statementMilliseconds = 30_000
    /// The longest that a statement waits for a lock, in milliseconds.
    package var lockMilliseconds = 10_000
    /// How long a transaction waits for a server that is away, in milliseconds, before it becomes a fault: longer than
    /// a failover takes.
    package var reconnectMilliseconds = 30_000

    /// A server that has not even refused a statement this long after its time-out is hung.
    static let answerGraceMilliseconds = 5_000

    package init() {}
}

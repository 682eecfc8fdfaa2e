/// A storage's figures since its start. What an engine does not have is empty or `nil`.
package struct StorageFigures: Sendable {
    /// Connections with the transactions that wait for them.
    package struct Pool: Sendable, Equatable {
        /// `writer` or `reader`; on PostgreSQL also `shared-writer` and `shared-reader`.
        package let role: String
        package let connections: Int
        /// Connections in a transaction now; `nil` where the engine does not tell.
        package let busy: Int?
        /// Transactions that wait for a connection now.
        package let waiting: Int

        package init(role: String, connections: Int, busy: Int?, waiting: Int) {
            (self.role, self.connections, self.busy, self.waiting) = (role, connections, busy, waiting)
        }
    }

    /// Counts under ascending upper bounds; the last has none.
    package struct Histogram: Sendable, Equatable {
        package let bounds: [Double]
        /// Not cumulative, one more than `bounds`.
        package let counts: [Int]
        package let sum: Double

        package init(bounds: [Double], counts: [Int], sum: Double) {
            (self.bounds, self.counts, self.sum) = (bounds, counts, sum)
        }
    }

    package var pools: [Pool] = []
    /// How long transactions waited for a connection, in seconds. On SQLite: how long the oldest of each group waited.
    package var waits: Histogram?
    /// How many transactions shared a commit.
    package var groups: Histogram?
    /// Transactions that ran again, by reason: `contended`, `lost`.
    package var retries: [(reason: String, count: Int)] = []
    /// Standby servers that follow this one.
    package var standbys: Int?
    /// How far the slowest of them is behind, in seconds and in bytes of the log.
    package var lagSeconds: Double?
    package var lagBytes: Int?
    /// Rows that no month was made for, at most a thousand of each table.
    package var strayRows: [(records: KeptRecords, count: Int)] = []

    package init() {}
}

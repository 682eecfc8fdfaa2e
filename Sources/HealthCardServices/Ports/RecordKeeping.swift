package import Foundation
package import HealthCardDomain

/// What a database does so that records lie by time, and the oldest go without touching the others.
package protocol RecordKeeping: Sendable {
    /// Makes room for the months after an instant, where the engine has partitions. Any number of nodes may do so at
    /// once, and again; where nobody did, records are written all the same, into a room for what has no month.
    func makeRoom(after instant: Date) async throws

    /// Removes records older than an instant: whole months on PostgreSQL, so that a month goes when all of it is older;
    /// rows in small steps on SQLite, so many in one call that the next finds the rest. The entry is added to the audit
    /// log in the first transaction that removes something.
    ///
    /// - Parameter entry: what the log says of it.
    /// - Returns: how many months, or rows, went.
    func drop(_ records: KeptRecords, before instant: Date, entry: AuditEntry) async throws -> Int
}

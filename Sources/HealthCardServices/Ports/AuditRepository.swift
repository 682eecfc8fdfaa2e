package import Foundation
package import HealthCardDomain

/// The audit log: entries are added, never changed.
package protocol AuditRepository {
    func append(_ entry: AuditEntry) throws
    /// Appends many entries at once, in their order.
    func append(_ entries: [AuditEntry]) throws
    /// Entries about a person in which somebody other than the resident was shown something, newest first.
    ///
    /// - Parameters:
    ///   - before: only entries with a smaller sequence; `nil` for the newest.
    ///   - limit: at most this many.
    func looks(at person: PersonID, before: Int64?, limit: Int) throws -> [AuditEntry]
    /// One entry about a person, or `nil` where the entry is about another.
    func look(_ sequence: Int64, at person: PersonID) throws -> AuditEntry?
    /// The looks out of `sequences` that this person called "not me" before.
    func disputed(_ sequences: [Int64], of person: PersonID) throws -> Set<Int64>
    /// Marks a look as disputed by the resident; again is no change.
    func dispute(_ sequence: Int64, of person: PersonID, at instant: Date) throws
    /// Entries in which somebody was shown something of these persons of the main index from an instant on, newest first.
    func shown(of indexes: [IndexNumber], since: Date, limit: Int) throws -> [AuditEntry]
    /// The newest entries of the whole log, for tests and the console's auditor; newest first.
    func newest(limit: Int) throws -> [AuditEntry]
}

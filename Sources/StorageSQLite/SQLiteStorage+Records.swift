package import Foundation
package import HealthCardDomain
package import HealthCardServices
import Storage

extension SQLiteStorage: RecordKeeping {
    /// The most rows that one transaction removes.
    private static let stepRows = 5_000
    /// The most transactions of one call.
    private static let stepLimit = 200

    private static let oldUse = SQLStatement("uses.old", "SELECT 1 FROM uses WHERE used_at < $1 LIMIT 1")
    private static let dropUses = SQLStatement(
        "uses.drop",
        "DELETE FROM uses WHERE use_id IN (SELECT use_id FROM uses WHERE used_at < $1 ORDER BY used_at LIMIT $2)"
    )
    /// Entries are numbered in the order of time.
    private static let oldEntries =
        "SELECT sequence FROM (SELECT sequence, at FROM audit_entries ORDER BY sequence LIMIT $2) WHERE at < $1"
    private static let oldEntry = SQLStatement("audit_entries.old", "\(oldEntries) LIMIT 1")
    private static let dropDisputes = SQLStatement(
        "look_disputes.drop",
        "DELETE FROM look_disputes WHERE sequence IN (\(oldEntries))"
    )
    private static let dropEntries = SQLStatement(
        "audit_entries.drop",
        "DELETE FROM audit_entries WHERE sequence IN (\(oldEntries))"
    )
    private static let unguard = SQLStatement("audit_entries.drop", "DROP TRIGGER audit_entries_no_delete")
    private static let guards = SQLiteDialect().appendOnly("audit_entries").suffix(1).map {
        SQLStatement("audit_entries.drop", $0)
    }

    /// SQLite has one room for all.
    package func makeRoom(after instant: Date) async throws {}

    package func drop(_ records: KeptRecords, before instant: Date, entry: AuditEntry) async throws -> Int {
        let values: [SQLValue] = [.instant(instant), .integer(Self.stepRows)]
        var dropped = 0
        for step in 0..<Self.stepLimit {
            let gone = try await writeRows { store in
                let (connection, isFirst) = (store.connection, step == 0)
                let old = records == .uses ? Self.oldUse : Self.oldEntry
                guard try connection.row(old, values) != nil else { return 0 }
                // Added before the others go: the numbers go on from it.
                if isFirst { try store.audit.append(entry) }
                switch records {
                case .uses: return try connection.execute(Self.dropUses, values)
                case .auditEntries: return try Self.dropEntries(connection, values)
                }
            }
            dropped += gone
            if gone < Self.stepRows { break }
        }
        return dropped
    }

    /// The trigger that keeps entries is away for this one statement, in one transaction with it.
    private static func dropEntries(_ connection: any SQLConnection, _ values: [SQLValue]) throws -> Int {
        _ = try connection.execute(dropDisputes, values)
        _ = try connection.execute(unguard, [])
        let gone = try connection.execute(dropEntries, values)
        for guarding in guards { _ = try connection.execute(guarding, []) }
        return gone
    }
}

import GRDB
import Storage

/// The settings on which durability and integrity rest, as the open database states them.
package struct SQLiteSettings: Sendable, Equatable {
    /// `wal` for a file, `memory` in memory.
    package let journalMode: String
    /// 2 is `FULL`: a commit returns when the log is on disk.
    package let synchronous: Int
    package let foreignKeys: Bool

    init(of database: Database) throws {
        journalMode = try String.fetchOne(database, sql: "PRAGMA journal_mode") ?? ""
        synchronous = try Int.fetchOne(database, sql: "PRAGMA synchronous") ?? -1
        foreignKeys = try Bool.fetchOne(database, sql: "PRAGMA foreign_keys") ?? false
    }

    /// - Throws: `StorageFault.settingRefused` where a committed card could be lost or a rule be broken.
    func requireSafe(_ durability: SQLiteStorage.Durability) throws {
        guard foreignKeys else { throw StorageFault.settingRefused(name: "foreign_keys", found: "off") }
        switch durability {
        case .memory: return
        case .full:
            guard journalMode == "wal" else {
                throw StorageFault.settingRefused(name: "journal_mode", found: journalMode)
            }
            guard synchronous == 2 else {
                throw StorageFault.settingRefused(name: "synchronous", found: String(synchronous))
            }
        }
    }
}

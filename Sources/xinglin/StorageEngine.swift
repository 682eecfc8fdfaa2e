import HealthCardServices
import StoragePostgres
import StorageSQLite

/// What the executable wants of a storage beside its transactions.
protocol StorageEngine: Storage, StorageStatistics, StorageChanges, RecordKeeping {
    /// Whether the database answers and its schema is this release's.
    func isReady() async -> Bool
    /// Commits what waits and closes the database.
    func close() async throws
}

extension SQLiteStorage: StorageEngine {}
extension PostgresStorage: StorageEngine {}

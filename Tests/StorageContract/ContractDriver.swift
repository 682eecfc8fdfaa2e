import Foundation
import HealthCardServices
import StorageSQLite
import TestSupport

/// The drivers that must keep the contract. A new driver adds a case here and runs every test unchanged.
enum ContractDriver: String, CaseIterable, Sendable {
    case sqliteFile, sqliteMemory, postgres

    /// Runs a test on a fresh, migrated, empty database of its own, and removes it afterwards.
    ///
    /// - Parameter keys: what seals its columns; fresh ones where the test need not hold them.
    func withStorage(
        keys: (any ColumnKeys)? = nil,
        _ test: (any Storage) async throws -> Void
    ) async throws {
        let keys = try keys ?? TestKeys()
        switch self {
        case .postgres: try await TestPostgres.withStorage(keys: keys) { try await test($0) }
        case .sqliteMemory: try await test(SQLiteStorage.inMemory(keys: keys))
        case .sqliteFile:
            let folder = FileManager.default.temporaryDirectory.appending(path: "contract-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
            let storage = try SQLiteStorage(path: folder.appending(path: "test.sqlite").path, keys: keys)
            let outcome: Result<Void, any Error>
            do {
                outcome = .success(try await test(storage))
            } catch {
                outcome = .failure(error)
            }
            try await storage.close()
            try FileManager.default.removeItem(at: folder)
            try outcome.get()
        }
    }

    /// As `withStorage`, with the institution, app, terminal and operator of `Sample`.
    func withRegion(
        keys: (any ColumnKeys)? = nil,
        _ test: (any Storage) async throws -> Void
    ) async throws {
        try await withStorage(keys: keys) { storage in
            try await storage.write { store in
                try store.access.save(Sample.institution)
                try store.access.save(Sample.app, credentials: [])
                try store.access.save(Sample.terminal)
                try store.operators.save(Sample.clerk)
            }
            try await test(storage)
        }
    }
}

import Foundation
import GRDB
import HealthCardDomain
import HealthCardServices
import SMCrypto
import Storage
import StorageSQLite
import TestSupport
import Testing

/// How idempotency keys lie in the database.
@Suite struct IdempotencyKeyTests {
    private let key: IdempotencyKey
    private let record = IdempotencyRecord(requestDigest: [UInt8](repeating: 7, count: 32), answer: "created")

    init() throws {
        key = try IdempotencyKey("visit-0000001")
    }

    @Test func `a key lies under its SM3, and one that an earlier release kept as it is answers too`() async throws {
        let folder = try TemporaryFolder()
        let keys = try TestKeys()
        let storage = try SQLiteStorage(path: folder.database, keys: keys)
        try await storage.write { [key, record] store in
            try store.idempotency.add(record, under: key, of: "app:a", at: Date(timeIntervalSince1970: 0))
        }
        try await storage.close()
        let raw = try DatabaseQueue(path: folder.database)
        let kept = try await raw.read { try String.fetchAll($0, sql: "SELECT idempotency_key FROM idempotency") }
        #expect(kept == [Hex.lower(SM3.hash(Array(key.text.utf8)))])
        try await raw.write { [key] database in
            try database.execute(sql: "UPDATE idempotency SET idempotency_key = ?", arguments: [key.text])
        }
        try raw.close()
        let again = try SQLiteStorage(path: folder.database, keys: keys)
        let found = try await again.read { [key] store in try store.idempotency.find(key, of: "app:a") }
        #expect(found == record)
        try await again.close()
    }
}

import Foundation
import HealthCardDomain
import HealthCardServices
import Storage
import StoragePostgres
import TestSupport
import Testing

struct PostgresStorageTests {
    private static let app = AppID(trusted: "app")
    private static let instant = Date(timeIntervalSince1970: 1_790_040_800)

    @Test func `what was written is there after closing, and a closed storage refuses`() async throws {
        try await TestPostgres.withDatabase { address in
            let storage = try await PostgresStorage.open(address, keys: TestKeys())
            #expect(try await storage.write { try $0.marks.markNonce("n", of: Self.app, at: Self.instant) })
            #expect(await storage.isReady())
            #expect(try await storage.engineName().hasPrefix("PostgreSQL 15."))
            try await storage.close()
            try await storage.close()
            #expect(await storage.isReady() == false)
            await #expect(throws: StorageFault.closed) {
                try await storage.write { try $0.marks.markNonce("m", of: Self.app, at: Self.instant) }
            }
            await #expect(throws: StorageFault.closed) { try await storage.read { try $0.figures.personCount() } }

            let reopened = try await PostgresStorage.open(address, keys: TestKeys(), migrating: false)
            #expect(try await reopened.write { try $0.marks.markNonce("n", of: Self.app, at: Self.instant) } == false)
            try await reopened.close()
        }
    }
}

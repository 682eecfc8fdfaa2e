import HealthCardDomain
import HealthCardServices
import Storage
import Testing

struct IdempotencyContract {
    @Test(arguments: ContractDriver.allCases)
    func `an answer is found under its key and caller only`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let key = try IdempotencyKey("key-0001")
            let record = IdempotencyRecord(requestDigest: Sample.randomBytes(32), answer: "created 甲")
            try await storage.write { store in
                #expect(try store.idempotency.find(key, of: "app:a") == nil)
                try store.idempotency.add(record, under: key, of: "app:a", at: Sample.instant)
                #expect(try store.idempotency.find(key, of: "app:a") == record)
            }
            let other = try IdempotencyKey("key-0002")
            #expect(try await storage.read { try $0.idempotency.find(key, of: "app:a") } == record)
            #expect(try await storage.read { try $0.idempotency.find(key, of: "app:b") } == nil)
            #expect(try await storage.read { try $0.idempotency.find(other, of: "app:a") } == nil)
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `the answer of an act that was undone is undone with it`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let key = try IdempotencyKey("key-0001")
            let record = IdempotencyRecord(requestDigest: Sample.randomBytes(32), answer: "created")
            await #expect(throws: CardRefusal.notFound) {
                try await storage.write { store in
                    try store.idempotency.add(record, under: key, of: "app:a", at: Sample.instant)
                    throw CardRefusal.notFound
                }
            }
            #expect(try await storage.read { try $0.idempotency.find(key, of: "app:a") } == nil)
        }
    }
}

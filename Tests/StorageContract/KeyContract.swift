import Foundation
import HealthCardDomain
import HealthCardServices
import Storage
import Testing

struct KeyContract {
    private static func region(_ text: String = "510100") throws -> RegionCode { try #require(RegionCode(text)) }

    private static func key(
        _ purpose: KeyPurpose = .code,
        _ version: UInt32 = 1,
        region: String = "510100",
        madeAt: Int = 0
    ) throws -> StoredMasterKey {
        StoredMasterKey(
            key: MasterKey(
                generating: purpose,
                region: try Self.region(region),
                version: version,
                at: Sample.after(milliseconds: madeAt),
                validUntil: Sample.after(milliseconds: 86_400_000)
            ),
            rootVersion: 1,
            wrapped: Sample.randomBytes(64)
        )
    }

    private static func root(_ purpose: RootKeyPurpose, _ version: UInt32 = 1) throws -> StoredRoot {
        StoredRoot(
            root: RootKey(purpose: purpose, version: version, locator: Sample.randomBytes(20)),
            region: try region(),
            place: "软件",
            state: .active,
            createdAt: Sample.instant,
            changedAt: Sample.instant
        )
    }

    private static func revision(_ storage: any Storage) async throws -> Int64 {
        try await storage.read { try $0.keys.revision() }
    }

    @Test(arguments: ContractDriver.allCases)
    func `roots come back as saved, and change their state only`(driver: ContractDriver) async throws {
        try await driver.withStorage { storage in
            var (signing, sealing) = (try Self.root(.signing), try Self.root(.sealing))
            let saved = [sealing, signing]
            try await storage.write { store in for root in saved { try store.keys.add(root) } }
            #expect(try await storage.read { try $0.keys.roots() } == [sealing, signing])
            signing.state = .archived
            signing.changedAt = Sample.after(milliseconds: 5)
            sealing.state = .destroyed
            let changed = [signing, sealing, try Self.root(.signing, 2)]
            try await storage.write { store in
                for root in changed[..<2] { try store.keys.save(root) }
                try store.keys.add(changed[2])
            }
            #expect(try await storage.read { try $0.keys.roots() } == [sealing, signing, changed[2]])
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `a master key comes back through its whole life`(driver: ContractDriver) async throws {
        try await driver.withStorage { storage in
            var stored = try Self.key(.offlineCredential, .max)
            func check(_ change: (inout StoredMasterKey) throws -> Void) async throws {
                try change(&stored)
                let saved = stored
                try await storage.write { try $0.keys.save(saved) }
                #expect(try await storage.read { try $0.keys.masterKeys() } == [saved])
            }
            let made = stored
            try await storage.write { try $0.keys.add(made) }
            try await check { _ in }
            try await check { try $0.key.activate(at: Sample.after(milliseconds: 1)) }
            try await check { ($0.rootVersion, $0.wrapped) = (2, Sample.randomBytes(80)) }
            try await check { try $0.key.archive(at: Sample.after(milliseconds: 2)) }
            try await check { stored throws in
                try stored.key.destroy(at: Sample.after(milliseconds: 3))
                stored.wrapped = []
            }
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `keys of every purpose and region stand side by side`(driver: ContractDriver) async throws {
        try await driver.withStorage { storage in
            var keys: [StoredMasterKey] = []
            for purpose in KeyPurpose.allCases {
                for region in ["510100", "510200"] {
                    var stored = try Self.key(purpose, 1, region: region)
                    try stored.key.activate(at: Sample.instant)
                    keys += [stored, try Self.key(purpose, 2, region: region)]
                }
            }
            let saved = keys
            try await storage.write { store in for key in saved { try store.keys.add(key) } }
            let found = try await storage.read { try $0.keys.masterKeys() }
            #expect(found.count == saved.count && saved.allSatisfy(found.contains))
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `a version belongs to who made it first, and one key of a purpose is active`(
        driver: ContractDriver
    ) async throws {
        try await driver.withStorage { storage in
            var first = try Self.key()
            try first.key.activate(at: Sample.instant)
            let active = first
            try await storage.write { try $0.keys.add(active) }
            for rival in [try Self.key(madeAt: 1), try Self.key()] {
                await #expect(throws: StorageConflict.keyTaken) { try await storage.write { try $0.keys.add(rival) } }
            }
            var next = try Self.key(.code, 2)
            try next.key.activate(at: Sample.instant)
            let second = next
            await #expect(throws: StorageConflict.keyTaken) { try await storage.write { try $0.keys.add(second) } }
            #expect(try await storage.read { try $0.keys.masterKeys() } == [active])

            try first.key.archive(at: Sample.instant)
            let archived = first
            try await storage.write { store in
                try store.keys.save(archived)
                try store.keys.add(second)
            }
            #expect(try await storage.read { try $0.keys.masterKeys() } == [archived, second])
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `one root of a purpose is active`(driver: ContractDriver) async throws {
        try await driver.withStorage { storage in
            let (first, second) = (try Self.root(.sealing), try Self.root(.sealing, 2))
            try await storage.write { try $0.keys.add(first) }
            for rival in [second, try Self.root(.sealing)] {
                await #expect(throws: StorageConflict.keyTaken) { try await storage.write { try $0.keys.add(rival) } }
            }
            #expect(try await storage.read { try $0.keys.roots() } == [first])
            await #expect(throws: StorageConflict.versionMoved) { try await storage.write { try $0.keys.save(second) } }
            let absent = try Self.key()
            await #expect(throws: StorageConflict.versionMoved) { try await storage.write { try $0.keys.save(absent) } }
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `a destroyed key keeps no bytes, and a living one has some`(driver: ContractDriver) async throws {
        try await driver.withStorage { storage in
            var living = try Self.key()
            living.wrapped = []
            var gone = try Self.key()
            try gone.key.destroy(at: Sample.instant)
            for stored in [living, gone] {
                await #expect(throws: StorageFault.self) { try await storage.write { try $0.keys.add(stored) } }
            }
            #expect(try await storage.read { try $0.keys.masterKeys() }.isEmpty)
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `the revision moves with every change of a key, and with nothing else`(driver: ContractDriver) async throws {
        try await driver.withStorage { storage in
            var seen = [try await Self.revision(storage)]
            var stored = try Self.key()
            let root = try Self.root(.sealing)
            try await storage.write { try $0.keys.add(root) }
            seen.append(try await Self.revision(storage))
            let made = stored
            try await storage.write { try $0.keys.add(made) }
            seen.append(try await Self.revision(storage))
            try stored.key.activate(at: Sample.instant)
            stored.rootVersion = 2
            let changed = stored
            try await storage.write { try $0.keys.save(changed) }
            seen.append(try await Self.revision(storage))
            #expect(Set(seen).count == seen.count)

            let rival = try Self.key(madeAt: 1)
            await #expect(throws: StorageConflict.keyTaken) { try await storage.write { try $0.keys.add(rival) } }
            let custodian = Custodian(id: Sample.clerkID, salt: [1], digest: [2], enrolledAt: Sample.instant)
            try await storage.write { try $0.keys.save(custodian) }
            #expect(try await Self.revision(storage) == seen.last)
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `custodians come back, and a change keeps their credential`(driver: ContractDriver) async throws {
        try await driver.withStorage { storage in
            var custodian = Custodian(
                id: Sample.clerkID,
                salt: Sample.randomBytes(16),
                digest: Sample.randomBytes(32),
                enrolledAt: Sample.instant
            )
            let enrolled = custodian
            try await storage.write { try $0.keys.save(enrolled) }
            #expect(try await storage.read { try $0.keys.custodian(Sample.clerkID) } == enrolled)
            (custodian.wrongTries, custodian.lastWrongAt) = (2, Sample.after(milliseconds: 7))
            let tried = custodian
            let forged = Custodian(
                id: Sample.clerkID,
                salt: [],
                digest: [],
                enrolledAt: Sample.instant,
                wrongTries: 2,
                lastWrongAt: Sample.after(milliseconds: 7)
            )
            try await storage.write { try $0.keys.save(forged) }
            #expect(try await storage.read { try $0.keys.custodians() } == [tried])
            #expect(try await storage.read { try $0.keys.custodian(OperatorID(trusted: "nobody")) } == nil)
        }
    }
}

import Foundation
import HealthCardDomain
import HealthCardServices
import SMCrypto
import TestSupport
import Testing

struct RootCeremonyTests {
    private static let card = CardID(trusted: String(repeating: "A", count: 64))
    private static let app = AppRecordNumber(trusted: "R0001")

    /// What a ring makes and opens: equal for two rings of the same keys.
    private static func fingerprint(_ ring: KeyRing, _ world: World) async throws -> [[UInt8]] {
        let step = TimeStep(at: world.clock.now)
        let token = try await ring.current().token(card: card, recordNumber: app, step: step, nonce: [1, 2, 3, 4])
        let nonce = [UInt8](repeating: 7, count: 16)
        let cells = try [KeyPurpose.column, .credential].map { purpose in
            try ring.sealing(purpose).rowKey(table: "t", row: [1]).seal([1, 2, 3], column: "c", nonce: nonce)
        }
        return [token, try ring.blindIndex().index(of: "x", column: "c")] + cells
    }

    @Test func `a new sealing root wraps every key anew, and the ring still opens everything`() async throws {
        let keys = try await KeyWorld()
        let before = try await Self.fingerprint(keys.ring, keys.world)
        let wrapped = try await keys.world.storage.read { try $0.keys.masterKeys() }
        #expect(try await keys.life.rotateRoot(.sealing, by: keys.proofs) == 2)
        let after = try await keys.world.storage.read { try $0.keys.masterKeys() }
        #expect(after.map(\.key) == wrapped.map(\.key) && after.allSatisfy { $0.rootVersion == 2 })
        #expect(Set(after.map(\.wrapped)).isDisjoint(with: wrapped.map(\.wrapped)))
        try await keys.refresh()
        #expect(try await Self.fingerprint(keys.ring, keys.world) == before)
        #expect(try await Self.fingerprint(keys.freshRing(), keys.world) == before)
        let roots = try await keys.world.storage.read { try $0.keys.roots() }.filter { $0.root.purpose == .sealing }
        #expect(roots.map(\.state) == [.archived, .active])
        #expect(try await keys.life.generate(.code, by: KeyWorld.first).version == 2)
        #expect(try await keys.stored(.code, 2)?.rootVersion == 2)
    }

    @Test func `a root is destroyed once nothing is under it, and what it wrapped opens no more`() async throws {
        let keys = try await KeyWorld()
        let before = try await Self.fingerprint(keys.ring, keys.world)
        let backup = try await keys.world.storage.read { try $0.keys.masterKeys() }
        func destroy(_ version: UInt32) async throws {
            try await keys.life.destroyRoot(.sealing, version: version, by: keys.proofs)
        }
        #expect(try await keyRefusal { try await destroy(1) } == .keyStillInUse)
        _ = try await keys.life.rotateRoot(.sealing, by: keys.proofs)
        #expect(try await keyRefusal { try await destroy(2) } == .keyStillInUse)
        #expect(try await keyRefusal { try await destroy(3) } == .keyNotFound)
        try await destroy(1)
        #expect(try await keyRefusal { try await destroy(1) } == .keyNotFound)
        let outcomes = Array(try await keys.outcomes().suffix(6))
        let (used, absent) = ("key_still_in_use", "key_not_found")
        #expect(outcomes == [used, "ok", used, absent, "ok", absent])
        #expect(try await Self.fingerprint(keys.freshRing(), keys.world) == before)

        let old = try #require(
            try await keys.world.storage.read { try $0.keys.roots() }.first { $0.state == .destroyed }
        )
        #expect(old.root.version == 1 && old.root.purpose == .sealing)
        for stored in backup {
            let context = StoredMasterKey.context(of: stored.key)
            await #expect(throws: KeyServiceError.keyNotUsable) {
                try await keys.world.keyService.open(stored.wrapped, context: context, with: old.root)
            }
        }
    }

    @Test func `an archived root with a key still under it is not destroyed`() async throws {
        let keys = try await KeyWorld()
        let left = try #require(try await keys.stored(.column, 1))
        _ = try await keys.life.rotateRoot(.sealing, by: keys.proofs)
        try await keys.world.storage.write { try $0.keys.save(left) }
        let refusal = try await keyRefusal {
            try await keys.life.destroyRoot(.sealing, version: 1, by: keys.proofs)
        }
        #expect(refusal == .keyStillInUse)
        _ = try await keys.freshRing()
        _ = try await keys.life.rotateRoot(.sealing, by: keys.proofs)
        try await keys.life.destroyRoot(.sealing, version: 1, by: keys.proofs)
        try await keys.life.destroyRoot(.sealing, version: 2, by: keys.proofs)
        _ = try await keys.freshRing()
    }

    @Test(arguments: RootKeyPurpose.allCases)
    func `a root that is gone while the database could not be told is destroyed by a second attempt`(
        purpose: RootKeyPurpose
    ) async throws {
        let keys = try await KeyWorld()
        _ = try await keys.life.rotateRoot(purpose, by: keys.proofs)
        let storage = FailingStorage(keys.world.storage)
        let service = keys.world.keyService
        let life = KeyLifeService(
            storage: storage,
            service: service,
            ambient: keys.world.ambient,
            region: TestRegion.code
        )
        func old() async throws -> StoredRoot? {
            try await keys.world.storage.read { try $0.keys.roots() }
                .first { $0.root.purpose == purpose && $0.root.version == 1 }
        }
        let root = try #require(try await old()).root
        // Each credential is a write; the act's own is the third.
        storage.writesLeft = 2
        await #expect(throws: FailingStorage.Fault.self) {
            try await life.destroyRoot(purpose, version: 1, by: keys.proofs)
        }
        #expect(try await old()?.state == .archived)
        await #expect(throws: KeyServiceError.keyNotUsable) {
            switch purpose {
            case .sealing: _ = try await service.seal([1], context: [], with: root)
            case .signing: _ = try await service.sign([1], with: root)
            }
        }
        _ = try await keys.freshRing()
        storage.writesLeft = nil
        try await life.destroyRoot(purpose, version: 1, by: keys.proofs)
        #expect(try await old()?.state == .destroyed)
        #expect(try await keys.world.audit().last?.outcome == "ok")
    }

    @Test func `a destroyed master key stays destroyed when the root is rotated`() async throws {
        let keys = try await KeyWorld()
        _ = try await keys.rotate(.code)
        try await keys.life.destroy(.code, version: 1, by: keys.proofs)
        _ = try await keys.life.rotateRoot(.sealing, by: keys.proofs)
        let gone = try #require(try await keys.stored(.code, 1))
        #expect(gone.key.state == .destroyed && gone.wrapped.isEmpty)
        try await keys.life.destroyRoot(.sealing, version: 1, by: keys.proofs)
    }

    @Test func `a version that an interrupted ceremony used is passed over`() async throws {
        let keys = try await KeyWorld()
        _ = try await keys.world.keyService.makeRoot(.sealing, version: 2)
        #expect(try await keys.life.rotateRoot(.sealing, by: keys.proofs) == 3)
        _ = try await keys.freshRing()
    }

    @Test func `while the key service is gone no root is rotated or destroyed, and nothing changes`() async throws {
        let keys = try await KeyWorld()
        _ = try await keys.life.rotateRoot(.sealing, by: keys.proofs)
        let before = try await keys.world.storage.read { (try $0.keys.roots(), try $0.keys.masterKeys()) }
        keys.world.keyService.isGone = true
        await #expect(throws: KeyServiceError.unavailable) {
            try await keys.life.rotateRoot(.sealing, by: keys.proofs)
        }
        await #expect(throws: KeyServiceError.unavailable) {
            try await keys.life.destroyRoot(.sealing, version: 1, by: keys.proofs)
        }
        let after = try await keys.world.storage.read { (try $0.keys.roots(), try $0.keys.masterKeys()) }
        #expect(after.0 == before.0 && after.1 == before.1)
        keys.world.keyService.isGone = false
        try await keys.life.destroyRoot(.sealing, version: 1, by: keys.proofs)
    }

    @Test func `a new signing root signs with another key`() async throws {
        let keys = try await KeyWorld()
        let before = try await keys.life.publicKey()
        #expect(try await keys.life.rotateRoot(.signing, by: keys.proofs) == 2)
        let after = try await keys.life.publicKey()
        #expect(after != before)
        #expect(try await keys.stored(.code, 1)?.rootVersion == 1)
    }

    @Test func `a region grants to what lies in it, and the grant verifies under its public key`() async throws {
        let keys = try await KeyWorld()
        let key = try SM2PrivateKey.generate().publicKey
        let district = try #require(RegionCode("519904"))
        let grant = try await keys.life.grant(key, to: district, validDays: 30, by: keys.proofs)
        let now = keys.world.clock.now
        let own = try await keys.life.publicKey()
        #expect(grant.notBefore == now && grant.notAfter == now.addingTimeInterval(30 * 86_400))
        try grant.require(by: TestRegion.code, key: own, at: now)
        let forged = try await keyRefusal { try grant.require(by: TestRegion.code, key: key, at: now) }
        #expect(forged == .keyGrantNotValid)
        for foreign in ["510100", "510000", "440100"] {
            let region = try #require(RegionCode(foreign))
            let refusal = try await keyRefusal {
                _ = try await keys.life.grant(key, to: region, validDays: 30, by: keys.proofs)
            }
            #expect(refusal == .keyRegionForeign)
            let entry = try #require(try await keys.world.audit().last)
            #expect(entry.outcome == "key_region_foreign" && entry.actor == KeyWorld.first.text)
        }
    }

    @Test func `a region takes in its own grant, and what it refuses is in the audit log`() async throws {
        let keys = try await KeyWorld()
        let province = try SM2PrivateKey.generate()
        let (home, neighbour) = (try #require(RegionCode("510000")), try #require(RegionCode("519800")))
        let now = keys.world.clock.now
        func grant(_ region: RegionCode, _ key: SM2PublicKey) throws -> RegionGrant {
            let end = now.addingTimeInterval(86_400)
            let text = RegionGrant.statement(region: region, publicKey: key, notBefore: now, notAfter: end)
            let signature = try province.sign(text)
            return RegionGrant(region: region, publicKey: key, notBefore: now, notAfter: end, signature: signature)
        }
        func take(_ grant: RegionGrant, _ key: SM2PublicKey) async throws -> ProblemCode? {
            try await keyRefusal { try await keys.life.accept(grant, from: home, key: key) }
        }
        let own = try await keys.life.publicKey()
        #expect(try await take(grant(neighbour, own), province.publicKey) == .keyRegionForeign)
        #expect(try await take(grant(TestRegion.code, province.publicKey), province.publicKey) == .keyGrantNotValid)
        #expect(try await take(grant(TestRegion.code, own), own) == .keyGrantNotValid)
        try await keys.life.accept(grant(TestRegion.code, own), from: home, key: province.publicKey)
        let outcomes = try await keys.outcomes().suffix(4)
        #expect(outcomes == ["key_region_foreign", "key_grant_not_valid", "key_grant_not_valid", "ok"])
    }
}

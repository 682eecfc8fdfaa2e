import Foundation
import HealthCardDomain
import HealthCardServices
import SMCrypto
import TestSupport
import Testing

struct KeyRingTests {
    private static let nonce = [UInt8](repeating: 7, count: 16)

    private static func seal(_ key: BranchKey) throws -> [UInt8] {
        try key.rowKey(table: "t", row: [1]).seal([1, 2, 3], column: "c", nonce: nonce)
    }

    @Test func `an empty ring has no key of any kind`() async throws {
        let world = try await World()
        let ring = KeyRing(service: world.keyService, region: TestRegion.code, ambient: world.ambient)
        try await ring.refresh(from: world.storage)
        await #expect(throws: KeyRefusal.notFound) { try await ring.current() }
        await #expect(throws: KeyRefusal.notFound) { try await ring.accepted() }
        #expect(throws: KeyRefusal.notFound) { try ring.blindIndex() }
        #expect(throws: KeyRefusal.notFound) { try ring.signing() }
        for purpose in [KeyPurpose.column, .credential] {
            #expect(throws: KeyRefusal.notFound) { try ring.sealing(purpose) }
            #expect(throws: KeyRefusal.notFound) { try ring.opening(purpose, version: 1) }
        }
        #expect(ring.nonce().count == 16 && ring.nonce() != ring.nonce())
    }

    @Test func `answers are signed by the active key, at every node by the same, and also while the service is gone`()
        async throws
    {
        let keys = try await KeyWorld()
        let first = try keys.ring.signing()
        #expect(first.id == "answer-519900-1" && keys.ring.published().map(\.id) == [first.id])
        let next = try await keys.life.generate(.answer, by: KeyWorld.first)
        try await keys.refresh()
        #expect(try keys.ring.signing().id == first.id)
        #expect(Set(keys.ring.published().map(\.id)) == [first.id, "answer-519900-2"])
        try await keys.life.activate(.answer, version: next.version, by: KeyWorld.first)
        try await keys.refresh()
        let second = try keys.ring.signing()
        #expect(second.id == "answer-519900-2" && keys.ring.published().map(\.id) == [second.id])
        #expect(second.key.publicKey != first.key.publicKey)
        let node = try await keys.freshRing()
        keys.world.keyService.isGone = true
        #expect(try node.signing().key.publicKey == second.key.publicKey)
        let message = [UInt8]("answer".utf8)
        #expect(second.key.publicKey.isValid(try keys.ring.signing().key.sign(message), for: message))
        keys.world.clock.set(to: next.validUntil)
        #expect(throws: KeyRefusal.outOfValidity) { try keys.ring.signing() }
    }

    @Test func `while the key service is gone, scans go on and nothing is issued, sealed or opened`() async throws {
        let keys = try await KeyWorld()
        let index = try keys.ring.blindIndex().index(of: "x", column: "c")
        let credential = try Self.seal(keys.ring.opening(.credential, version: 1))
        keys.world.keyService.isGone = true
        await #expect(throws: KeyRefusal.serviceUnavailable) { try await keys.ring.current() }
        for purpose in [KeyPurpose.column, .credential] {
            #expect(throws: KeyRefusal.serviceUnavailable) { try keys.ring.sealing(purpose) }
        }
        #expect(throws: KeyRefusal.serviceUnavailable) { try keys.ring.opening(.column, version: 1) }
        #expect(try await keys.ring.accepted().count == 1)
        #expect(try keys.ring.blindIndex().index(of: "x", column: "c") == index)
        #expect(try Self.seal(keys.ring.opening(.credential, version: 1)) == credential)

        keys.world.keyService.isGone = false
        _ = try await keys.ring.current()
        _ = try keys.ring.opening(.column, version: 1)
        #expect(try Self.seal(keys.ring.sealing(.credential)) == credential)
        #expect(try Self.seal(keys.ring.sealing(.column)) != credential, "each purpose has its own key")
    }

    @Test func `a ring that cannot take in what is new checks and opens, makes nothing, and takes it in later`()
        async throws
    {
        let keys = try await KeyWorld()
        try await keys.rotate(.column)
        keys.world.keyService.isGone = true
        await #expect(throws: KeyServiceError.unavailable) { try await keys.refresh() }
        #expect(try await keys.ring.accepted().count == 1)
        keys.world.keyService.isGone = false
        for purpose in [KeyPurpose.column, .credential] {
            #expect(throws: KeyRefusal.serviceUnavailable) { try keys.ring.sealing(purpose) }
        }
        await #expect(throws: KeyRefusal.serviceUnavailable) { try await keys.ring.current() }
        #expect(try keys.ring.opening(.column, version: 1).version == 1)
        #expect(throws: KeyRefusal.notFound) { try keys.ring.opening(.column, version: 2) }
        try await keys.refresh()
        _ = try await keys.ring.current()
        #expect(try keys.ring.sealing(.column).version == 2)
        #expect(try keys.ring.opening(.column, version: 1).version == 1)
    }

    @Test func `nothing is asked of the key service while no key changed`() async throws {
        let keys = try await KeyWorld()
        keys.world.keyService.isGone = true
        try await keys.refresh()
        keys.world.keyService.isGone = false
    }

    @Test func `an archived code key is tried for ten minutes`() async throws {
        let keys = try await KeyWorld()
        try await keys.rotate(.code)
        try await keys.refresh()
        #expect(try await keys.ring.accepted().count == 2)
        keys.world.clock.advance(by: 599)
        #expect(try await keys.ring.accepted().count == 2)
        keys.world.clock.advance(by: 1)
        #expect(try await keys.ring.accepted().count == 1)
    }

    @Test func `a code key past its end makes nothing, and still checks`() async throws {
        let keys = try await KeyWorld()
        let end = try #require(try await keys.key(.code, 1)).validUntil
        keys.world.clock.set(to: end.addingTimeInterval(-0.001))
        _ = try await keys.ring.current()
        keys.world.clock.set(to: end)
        let refusal = try await keyRefusal { _ = try await keys.ring.current() }
        #expect(refusal == .keyOutOfValidity)
        #expect(try await keys.ring.accepted().count == 1)
    }

    @Test func `a destroyed column key is forgotten`() async throws {
        let keys = try await KeyWorld()
        try await keys.rotate(.column)
        try await keys.refresh()
        _ = try keys.ring.opening(.column, version: 1)
        try await keys.life.destroy(.column, version: 1, by: keys.proofs)
        try await keys.refresh()
        #expect(throws: KeyRefusal.notFound) { try keys.ring.opening(.column, version: 1) }
        #expect(throws: KeyRefusal.notFound) { try keys.ring.opening(.column, version: 9) }
        #expect(throws: KeyRefusal.notFound) { try keys.ring.opening(.credential, version: 2) }
    }

    @Test func `a wrapped key in another's place does not unwrap, and the ring makes nothing until it is gone`()
        async throws
    {
        let keys = try await KeyWorld()
        try await keys.rotate(.column)
        let column = try #require(try await keys.stored(.column, 1))
        for (purpose, version) in [(KeyPurpose.column, UInt32(2)), (.code, 1), (.credential, 1), (.blindIndex, 1)] {
            let good = try #require(try await keys.stored(purpose, version))
            var moved = good
            moved.wrapped = column.wrapped
            let planted = moved
            try await keys.world.storage.write { try $0.keys.save(planted) }
            await #expect(throws: KeyServiceError.notAuthentic, "\(purpose) \(version)") { try await keys.refresh() }
            await #expect(throws: KeyServiceError.notAuthentic) { _ = try await keys.freshRing() }
            #expect(throws: KeyRefusal.serviceUnavailable) { try keys.ring.sealing(.column) }
            #expect(try keys.ring.opening(.column, version: 1).version == 1)
            try await keys.world.storage.write { try $0.keys.save(good) }
        }
        try await keys.refresh()
        #expect(try keys.ring.sealing(.column).version == 2)
    }

    @Test func `a wrapped key with a changed byte does not unwrap`() async throws {
        let keys = try await KeyWorld()
        var changed = try #require(try await keys.stored(.code, 1))
        changed.wrapped[changed.wrapped.count / 2] ^= 1
        let planted = changed
        try await keys.world.storage.write { try $0.keys.save(planted) }
        await #expect(throws: KeyServiceError.notAuthentic) { _ = try await keys.freshRing() }
    }

    @Test func `keys of another region are not taken in`() async throws {
        let keys = try await KeyWorld()
        let region = try #require(RegionCode("519800"))
        let ring = KeyRing(service: keys.world.keyService, region: region, ambient: keys.world.ambient)
        try await ring.refresh(from: keys.world.storage)
        await #expect(throws: KeyRefusal.notFound) { try await ring.accepted() }
    }
}

import Foundation
import HealthCardDomain
import HealthCardServices
import Storage
import StorageSQLite
import TestSupport
import Testing

/// A database that is sealed under the keys that lie wrapped in itself, as in service.
struct KeyRingStorageTests {
    private struct Node {
        let service = MemoryKeyService()
        let ring: KeyRing
        let storage: SQLiteStorage
        let life: KeyLifeService
        let proofs: [CustodianProof]

        init() async throws {
            let clock = TestClock()
            let ambient = Ambient(
                now: { clock.now },
                randomBytes: { count in (0..<count).map { _ in .random(in: 0...255) } }
            )
            ring = KeyRing(service: service, region: TestRegion.code, ambient: ambient)
            storage = try SQLiteStorage.inMemory(keys: ring)
            life = KeyLifeService(storage: storage, service: service, ambient: ambient, region: TestRegion.code)
            let life = life
            var proofs: [CustodianProof] = []
            for id in ["one", "two"].map(OperatorID.init(trusted:)) {
                proofs.append(CustodianProof(id: id, credential: try await life.enrol(id, sponsor: nil)))
            }
            self.proofs = proofs
            _ = try await life.generateRoots(by: proofs)
            try await ring.refresh(from: storage)
        }

        func rotate() async throws {
            let key = try await life.generate(.column, by: proofs[0].id)
            try await life.activate(.column, version: key.version, by: proofs[0].id)
            try await ring.refresh(from: storage)
        }

        func add(_ sequence: Int) async throws -> Person {
            let person = Person(
                registering: try MadeUpResident.identity(sequence),
                id: PersonID(randomBytes: (0..<32).map { _ in .random(in: 0...255) }),
                at: TestClock.start
            )
            try await storage.write { try $0.persons.add(person) }
            return person
        }

        func check(_ people: [Person]) async throws {
            for person in people {
                let document = person.identity.document
                let found = try await storage.read { try $0.persons.find(document: document) }
                #expect(found?.id == person.id && found?.identity == person.identity)
            }
        }
    }

    @Test func `keys and roots are rotated, values sealed anew, old keys destroyed, and nobody is lost`() async throws {
        let node = try await Node()
        var people = [try await node.add(1), try await node.add(2), try await node.add(3)]
        try await node.rotate()
        people.append(try await node.add(4))
        try await node.check(people)
        await #expect(throws: KeyRefusal.stillInUse) {
            try await node.life.destroy(.column, version: 1, by: node.proofs)
        }
        #expect(try await node.storage.read { try $0.keys.rewrapCount() } == 3)
        while try await node.storage.write({ try $0.keys.rewrap(limit: 2) }) > 0 {}
        try await node.life.destroy(.column, version: 1, by: node.proofs)
        _ = try await node.life.rotateRoot(.sealing, by: node.proofs)
        try await node.life.destroyRoot(.sealing, version: 1, by: node.proofs)
        try await node.ring.refresh(from: node.storage)
        #expect(throws: KeyRefusal.notFound) { try node.ring.opening(.column, version: 1) }
        try await node.check(people)
        people.append(try await node.add(5))
        try await node.check(people)
    }

    @Test func `while the key service is gone nobody is read or stored, and then everybody again`() async throws {
        let node = try await Node()
        let person = try await node.add(1)
        node.service.isGone = true
        await #expect(throws: KeyRefusal.serviceUnavailable) {
            try await node.storage.read { try $0.persons.find(person.id) }
        }
        await #expect(throws: KeyRefusal.serviceUnavailable) { _ = try await node.add(2) }
        node.service.isGone = false
        try await node.check([person, try await node.add(2)])
    }

    @Test func `a node that has not taken in a new key says so, and reads when it has`() async throws {
        let node = try await Node()
        let key = try await node.life.generate(.column, by: node.proofs[0].id)
        try await node.life.activate(.column, version: key.version, by: node.proofs[0].id)
        let before = try await node.add(1)
        #expect(try await node.storage.read { try $0.keys.sealedCount(.column, version: 1) } == 1)
        try await node.ring.refresh(from: node.storage)
        let after = try await node.add(2)
        #expect(try await node.storage.read { try $0.keys.sealedCount(.column, version: 2) } == 1)
        try await node.check([before, after])
    }
}

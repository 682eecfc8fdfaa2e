import HealthCardDomain
import HealthCardServices
import SMCrypto
import TestSupport
import Testing

struct KeyDestructionTests {
    /// Codes and scans under the keys of a ring, not under the test's own.
    private struct Desk {
        let keys: KeyWorld
        let codes: CodeService
        let scans: ScanService
        let card: CardID

        init() async throws {
            keys = try await KeyWorld()
            let world = keys.world
            let ledger = ActLedger(storage: world.storage)
            codes = CodeService(
                ledger: ledger,
                keys: keys.ring,
                ambient: world.ambient,
                ownRecordNumber: TestRegion.ownRecordNumber
            )
            scans = ScanService(ledger: ledger, keys: keys.ring, ambient: world.ambient)
            card = try await world.register(1).cardID
        }

        func code() async throws -> String {
            try await codes.generate(.dynamic, of: card, by: keys.world.act()).code.text
        }

        func scan(_ text: String) async throws -> ScanAnswer {
            try await scans.scan(keys.world.scan(text), by: keys.world.act())
        }
    }

    @Test func `codes of a code key are read after its rotation, and refused after its destruction`() async throws {
        let desk = try await Desk()
        let (first, second) = (try await desk.code(), try await desk.code())
        try await desk.keys.rotate(.code)
        try await desk.keys.refresh()
        #expect(try await desk.scan(first).result == .accepted)
        desk.keys.world.clock.advance(by: 1)
        #expect(try await desk.scan(desk.code()).result == .accepted)
        try await desk.keys.life.destroy(.code, version: 1, by: desk.keys.proofs)
        #expect(try await desk.keys.stored(.code, 1)?.wrapped == [])
        try await desk.keys.refresh()
        #expect(try await recordedRefusal { _ = try await desk.scan(second) } == .codeNotGenuine)
        desk.keys.world.clock.advance(by: 1)
        #expect(try await desk.scan(desk.code()).result == .accepted)
    }

    @Test func `codes of a key that another node has activated first are read`() async throws {
        let desk = try await Desk()
        let key = try await desk.keys.life.generate(.code, by: KeyWorld.first)
        try await desk.keys.refresh()
        try await desk.keys.life.activate(.code, version: key.version, by: KeyWorld.first)
        let other = try await desk.keys.freshRing()
        let world = desk.keys.world
        let elsewhere = CodeService(
            ledger: ActLedger(storage: world.storage),
            keys: other,
            ambient: world.ambient,
            ownRecordNumber: TestRegion.ownRecordNumber
        )
        let text = try await elsewhere.generate(.dynamic, of: desk.card, by: world.act()).code.text
        #expect(try await desk.scan(text).result == .accepted)
    }

    @Test func `with no key at all a dynamic code is refused and in the audit log, a printed one is read`() async throws
    {
        let world = try await World()
        let card = try await world.register(1).cardID
        let text = try await world.services.codes.generate(.dynamic, of: card, by: world.act()).code.text
        let ring = KeyRing(service: world.keyService, region: TestRegion.code, ambient: world.ambient)
        let ledger = ActLedger(storage: world.storage)
        let scans = ScanService(ledger: ledger, keys: ring, ambient: world.ambient)
        let codes = CodeService(
            ledger: ledger,
            keys: ring,
            ambient: world.ambient,
            ownRecordNumber: TestRegion.ownRecordNumber
        )
        let scan = try await recordedRefusal { _ = try await scans.scan(world.scan(text), by: world.act()) }
        #expect(scan == .keyNotFound)
        #expect(try await world.audit().last?.terminal == TestRegion.terminal)
        let code = try await recordedRefusal { _ = try await codes.generate(.dynamic, of: card, by: world.act()) }
        #expect(code == .keyNotFound)
        #expect(try await world.audit().last?.cardID == card)
        #expect(try await scans.scan(world.scan("\(card):1"), by: world.act()).result == .hint)
    }

    @Test func `an active key is not destroyed, nor one that was never made, nor one twice`() async throws {
        let keys = try await KeyWorld()
        func destroy(_ version: UInt32) async throws -> ProblemCode? {
            try await keyRefusal { try await keys.life.destroy(.code, version: version, by: keys.proofs) }
        }
        #expect(try await destroy(1) == .keyWrongState)
        #expect(try await destroy(2) == .keyNotFound)
        _ = try await keys.life.generate(.code, by: KeyWorld.first)
        try await keys.life.destroy(.code, version: 2, by: keys.proofs)
        #expect(try await destroy(2) == .keyWrongState)
        #expect(try await keys.life.generate(.code, by: KeyWorld.first).version == 3)
    }

    @Test(arguments: [KeyPurpose.column, .credential])
    func `a key that seals stored values is destroyed only after they were sealed anew`(
        purpose: KeyPurpose
    ) async throws {
        let keys = try await KeyWorld()
        let world = keys.world
        let card = try await world.register(1)
        try await keys.rotate(purpose)
        let destroy = { try await keys.life.destroy(purpose, version: 1, by: keys.proofs) }
        #expect(try await keyRefusal(of: destroy) == .keyStillInUse)
        #expect(try await keys.key(purpose, 1)?.state == .archived)
        try world.keys.rotateColumns()
        #expect(try await keyRefusal(of: destroy) == .keyStillInUse)
        while try await world.storage.write({ try $0.keys.rewrap(limit: 2) }) > 0 {}
        try await destroy()
        #expect(try await keys.key(purpose, 1)?.state == .destroyed)
        world.keys.destroyColumns(version: 1)
        let view = try await world.services.persons.query(.card(card.cardID), by: world.act())
        #expect(view.resident[.name]?.exposed == "张三")
        let id = TestRegion.app.id
        let credentials = try await world.storage.read { try $0.access.credentials(of: id) }
        #expect(credentials.contains(.secret(Sensitive(TestRegion.secret(of: id)))))
    }

    @Test func `the index key is never destroyed, as no look-up would find anybody`() async throws {
        let keys = try await KeyWorld()
        try await keys.rotate(.blindIndex)
        for version in UInt32(1)...2 {
            let refusal = try await keyRefusal {
                try await keys.life.destroy(.blindIndex, version: version, by: keys.proofs)
            }
            #expect(refusal == .keyStillInUse)
        }
    }
}

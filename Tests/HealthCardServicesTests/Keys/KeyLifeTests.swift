import HealthCardDomain
import HealthCardServices
import TestSupport
import Testing

struct KeyLifeTests {
    private static let custodian = KeyWorld.first

    @Test func `the first start makes both roots and an active key of every needed purpose, once`() async throws {
        let world = try await World()
        #expect(try await world.keyLife.due(within: 0).isEmpty)
        #expect(try await world.keyLife.generateRoots(by: nil))
        #expect(try await world.keyLife.generateRoots(by: nil) == false)
        let (roots, keys) = try await world.storage.read { (try $0.keys.roots(), try $0.keys.masterKeys()) }
        #expect(Set(roots.map(\.root.purpose)) == Set(RootKeyPurpose.allCases) && roots.count == 2)
        #expect(roots.allSatisfy { $0.root.version == 1 && $0.state == .active && $0.region == TestRegion.code })
        #expect(Set(keys.map(\.key.purpose)) == Set(KeyPurpose.needed) && keys.count == KeyPurpose.needed.count)
        for stored in keys {
            #expect(stored.key.state == .active && stored.key.version == 1 && stored.rootVersion == 1)
            #expect(stored.key.region == TestRegion.code && stored.wrapped.count > 32)
        }
        let entries = try await world.audit().filter { $0.operation == .keysManage }
        #expect(entries.map(\.outcome) == ["ok"] && entries.first?.actor == "first-start")
        #expect(try await world.keyLife.due(within: 30).isEmpty)
        #expect(try await world.keyLife.due(within: 366) == [.code, .column, .credential])
    }

    @Test func `a purpose that a later release added gets its key, and one that was archived stays without`()
        async throws
    {
        let keys = try await KeyWorld()
        let all = try await keys.world.storage.read { try $0.keys.masterKeys() }
        try await keys.life.makeMissing(by: Self.custodian)
        #expect(try await keys.world.storage.read { try $0.keys.masterKeys() } == all)
        let old = try await World()
        let root = StoredRoot(
            root: try await old.keyService.makeRoot(.sealing, version: 1),
            region: TestRegion.code,
            place: "memory",
            state: .active,
            createdAt: old.clock.now,
            changedAt: old.clock.now
        )
        try await old.storage.write { try $0.keys.add(root) }
        let code = try await old.keyLife.generate(.code, by: Self.custodian)
        try await old.keyLife.activate(.code, version: code.version, by: Self.custodian)
        try await old.keyLife.archive(.code, version: code.version, by: Self.custodian)
        try await old.keyLife.makeMissing(by: Self.custodian)
        let made = try await old.storage.read { try $0.keys.masterKeys() }.map(\.key)
        #expect(made.first { $0.purpose == .code }?.state == .archived)
        #expect(made.count == KeyPurpose.needed.count)
        #expect(made.filter { $0.state == .active }.count == KeyPurpose.needed.count - 1)
    }

    @Test func `versions count up for each purpose, and a new key is only generated`() async throws {
        let keys = try await KeyWorld()
        for expected in UInt32(2)...4 {
            let key = try await keys.life.generate(.code, by: Self.custodian)
            #expect(key.version == expected && key.state == .generated && key.activatedAt == nil)
            #expect(try await keys.key(.code, expected) == key)
        }
        #expect(try await keys.life.generate(.column, by: Self.custodian).version == 2)
        #expect(try await keys.life.generate(.audit, by: Self.custodian).version == 1)
        let all = try await keys.world.storage.read { try $0.keys.masterKeys() }
        #expect(Set(all.map { "\($0.key.purpose) \($0.key.version)" }).count == all.count)
        #expect(Set(all.map(\.wrapped)).count == all.count)
    }

    @Test func `activating a key archives the one before it, and leaves one active`() async throws {
        let keys = try await KeyWorld()
        let start = keys.world.clock.now
        keys.world.clock.advance(by: 60)
        #expect(try await keys.rotate(.code) == 2)
        let (old, new) = (try await keys.key(.code, 1), try await keys.key(.code, 2))
        #expect(old?.state == .archived && old?.archivedAt == keys.world.clock.now && old?.activatedAt == start)
        #expect(new?.state == .active && new?.activatedAt == keys.world.clock.now)
        #expect(try await keys.key(.column, 1)?.state == .active)
    }

    @Test func `a step out of order is refused, changes nothing and is in the audit log`() async throws {
        let keys = try await KeyWorld()
        let by = Self.custodian
        _ = try await keys.rotate(.code)
        _ = try await keys.life.generate(.code, by: by)
        _ = try await keys.life.generate(.code, by: by)
        try await keys.life.activate(.code, version: 4, by: by)
        let before = try await keys.world.storage.read { try $0.keys.masterKeys() }
        let revision = try await keys.world.storage.read { try $0.keys.revision() }
        let outcomes = try await keys.outcomes().count
        // 1 and 2 are archived, 3 was passed over, 4 is active.
        for version in UInt32(1)...4 {
            #expect(
                try await keyRefusal { try await keys.life.activate(.code, version: version, by: by) } == .keyWrongState
            )
        }
        for version in UInt32(1)...3 {
            #expect(
                try await keyRefusal { try await keys.life.archive(.code, version: version, by: by) } == .keyWrongState
            )
        }
        #expect(try await keyRefusal { try await keys.life.activate(.code, version: 9, by: by) } == .keyNotFound)
        #expect(try await keyRefusal { try await keys.life.archive(.audit, version: 1, by: by) } == .keyNotFound)
        #expect(try await keys.world.storage.read { try $0.keys.masterKeys() } == before)
        #expect(try await keys.world.storage.read { try $0.keys.revision() } == revision)
        let refused = try await keys.outcomes().dropFirst(outcomes)
        #expect(
            Array(refused) == Array(repeating: "key_wrong_state", count: 7) + ["key_not_found", "key_not_found"]
        )
    }

    @Test func `a key past its end is not activated, and the one before stays active`() async throws {
        let keys = try await KeyWorld()
        let key = try await keys.life.generate(.code, by: Self.custodian)
        keys.world.clock.set(to: key.validUntil)
        let refusal = try await keyRefusal {
            try await keys.life.activate(.code, version: key.version, by: Self.custodian)
        }
        #expect(refusal == .keyOutOfValidity)
        #expect(try await keys.key(.code, 1)?.state == .active)
        #expect(try await keys.key(.code, key.version)?.state == .generated)
    }

    @Test func `an active key is archived with none in its place, and is not asked for anew`() async throws {
        let keys = try await KeyWorld()
        try await keys.life.archive(.code, version: 1, by: Self.custodian)
        #expect(try await keys.key(.code, 1)?.state == .archived)
        #expect(try await keys.life.due(within: 366) == [.column, .credential])
        try await keys.refresh()
        await #expect(throws: KeyRefusal.notFound) { try await keys.ring.current() }
        #expect(try await keys.ring.accepted().count == 1)
    }

    @Test func `nothing is made without a root, or while the key service is gone`() async throws {
        let world = try await World()
        #expect(
            try await keyRefusal { _ = try await world.keyLife.generate(.code, by: Self.custodian) } == .keyNotFound
        )
        let entry = try #require(try await world.audit().last)
        #expect(entry.outcome == "key_not_found" && entry.actor == Self.custodian.text)
        world.keyService.isGone = true
        await #expect(throws: KeyServiceError.unavailable) { try await world.keyLife.generateRoots(by: nil) }
        #expect(try await world.storage.read { try $0.keys.roots() }.isEmpty)
        world.keyService.isGone = false
        #expect(try await world.keyLife.generateRoots(by: nil))
        world.keyService.isGone = true
        await #expect(throws: KeyServiceError.unavailable) {
            try await world.keyLife.generate(.code, by: Self.custodian)
        }
        #expect(try await world.storage.read { try $0.keys.masterKeys() }.count == KeyPurpose.needed.count)
    }

    @Test func `every act leaves an entry that names the custodian and nobody else`() async throws {
        let keys = try await KeyWorld()
        let before = try await keys.world.audit().count
        _ = try await keys.rotate(.code)
        try await keys.life.archive(.column, version: 1, by: KeyWorld.second)
        try await keys.life.destroy(.code, version: 1, by: keys.proofs)
        _ = try await keys.life.rotateRoot(.signing, by: keys.proofs)
        try await keys.life.destroyRoot(.signing, version: 1, by: keys.proofs)
        let entries = try await keys.world.audit().dropFirst(before)
        #expect(entries.count == 6)
        #expect(entries.allSatisfy { $0.operation == .keysManage && $0.outcome == "ok" && $0.role == .custodian })
        let (first, second) = (KeyWorld.first.text, KeyWorld.second.text)
        #expect(entries.map(\.actor) == [first, first, second, first, first, first])
        #expect(entries.allSatisfy { $0.personID == nil && $0.cardID == nil && $0.shown.isEmpty })
    }

    @Test func `the inventory lists every key there is or was, to the card centre alone`() async throws {
        let keys = try await KeyWorld()
        _ = try await keys.world.register(1)
        _ = try await keys.rotate(.code)
        try await keys.life.destroy(.code, version: 1, by: keys.proofs)
        let inventory = keys.world.services.keys
        let entries = try await inventory.inventory(by: keys.world.act(.account(TestRegion.centre)))
        let lines = Set(entries.map { "\($0.name) \($0.version) \($0.state)" })
        #expect(
            lines == [
                "root signing 1 active", "root sealing 1 active", "code 1 destroyed", "code 2 active",
                "blind-index 1 active", "column 1 active", "credential 1 active", "answer 1 active",
            ]
        )
        #expect(entries.count == lines.count)
        for entry in entries {
            #expect(entry.region == TestRegion.code && !entry.algorithm.isEmpty && !entry.place.isEmpty)
            #expect(!entry.protectsChinese.isEmpty && !entry.protectsEnglish.isEmpty)
            #expect((entry.validUntil == nil) == entry.name.hasPrefix("root"))
            #expect((entry.sealedValues == nil) != ["column", "credential"].contains(entry.name))
        }
        #expect(entries.first { $0.name == "column" }?.sealedValues == 1)
        #expect(entries.first { $0.name == "credential" }?.sealedValues == TestRegion.apps.count)
        for actor in [Actor.account(TestRegion.clerk), .app(TestRegion.app), .custodian(KeyWorld.first), .anonymous] {
            await #expect(throws: AccessRefusal.self) { try await inventory.inventory(by: keys.world.act(actor)) }
        }
    }
}

import HealthCardDomain
import HealthCardServices
import SMCrypto
import TestSupport
import Testing

/// Two nodes that do the like on one database in the same millisecond: one is first, and the other is told.
struct KeyRaceTests {
    private let keys: KeyWorld
    private let nodes: [KeyLifeService]

    init() async throws {
        keys = try await KeyWorld()
        nodes = Self.nodes(of: keys.world)
    }

    private static func nodes(of world: World) -> [KeyLifeService] {
        let meeting = MeetingKeyService(world.keyService)
        return (0..<2).map { _ in
            KeyLifeService(storage: world.storage, service: meeting, ambient: world.ambient, region: TestRegion.code)
        }
    }

    private static func race<Value: Sendable>(
        _ nodes: [KeyLifeService],
        _ act: @escaping @Sendable (KeyLifeService) async throws -> Value,
        second: (@Sendable (KeyLifeService) async throws -> Value)? = nil
    ) async -> (won: [Value], refused: [KeyRefusal]) {
        await withTaskGroup(of: Result<Value, any Error>.self) { group in
            for (number, node) in nodes.enumerated() {
                let act = number == 1 ? second ?? act : act
                group.addTask {
                    do { return .success(try await act(node)) } catch { return .failure(error) }
                }
            }
            var (won, refused): ([Value], [KeyRefusal]) = ([], [])
            for await result in group {
                switch result {
                case .success(let value): won.append(value)
                case .failure(let refusal as KeyRefusal): refused.append(refusal)
                case .failure(let fault): Issue.record("\(type(of: fault))")
                }
            }
            return (won, refused)
        }
    }

    private func requireOneEach(_ won: Int, _ refused: [KeyRefusal]) async throws {
        #expect(won == 1 && refused.map(\.code) == [.keyOvertaken])
        #expect(try await keys.outcomes().suffix(2).sorted() == ["key_overtaken", "ok"])
        _ = try await keys.freshRing()
    }

    @Test func `of two that make the same version one does, and no key takes the place of another`() async throws {
        let (won, refused) = await Self.race(nodes) { try await $0.generate(.code, by: KeyWorld.first) }
        try await requireOneEach(won.count, refused)
        #expect(try await keys.key(.code, 2) == won.first)
        #expect(try await keys.key(.code, 3) == nil)
    }

    @Test func `of two that import the same version one does`() async throws {
        let secrets = [SecretBytes(SM3.hash([1])), SecretBytes(SM3.hash([2]))]
        let check = KeyComponents.checkValue(of: .exclusiveOr(secrets), for: .code)
        let brought = zip(keys.proofs, secrets).map { CustodianComponent(proof: $0, component: $1) }
        let (won, refused) = await Self.race(nodes) { try await $0.importKey(.code, from: brought, checkValue: check) }
        try await requireOneEach(won.count, refused)
    }

    @Test(arguments: RootKeyPurpose.allCases)
    func `of two that rotate a root one does`(purpose: RootKeyPurpose) async throws {
        let proofs = keys.proofs
        let (won, refused) = await Self.race(nodes) { try await $0.rotateRoot(purpose, by: proofs) }
        try await requireOneEach(won.count, refused)
        let roots = try await keys.world.storage.read { try $0.keys.roots() }.filter { $0.root.purpose == purpose }
        #expect(roots.map(\.state) == [.archived, .active] && roots.last?.root.version == won.first)
    }

    @Test func `a key that is made while its root is rotated stays under no old root`() async throws {
        let proofs = keys.proofs
        let (won, refused) = await Self.race(
            nodes,
            { try await $0.generate(.code, by: KeyWorld.first).version },
            second: { try await $0.rotateRoot(.sealing, by: proofs) }
        )
        // A key that was stored before the rotation read the keys is wrapped again by it, and both go on.
        if !refused.isEmpty { try await requireOneEach(won.count, refused) }
        let (roots, stored) = try await keys.world.storage.read { (try $0.keys.roots(), try $0.keys.masterKeys()) }
        let active = try #require(roots.first { $0.root.purpose == .sealing && $0.state == .active })
        #expect(stored.allSatisfy { $0.wrapped.isEmpty || $0.rootVersion == active.root.version })
        _ = try await keys.freshRing()
    }

    @Test func `of two ceremonies that make the first roots one does, and of two first starts both go on`() async throws
    {
        let world = try await World()
        var proofs: [CustodianProof] = []
        for id in [KeyWorld.first, KeyWorld.second] {
            proofs.append(CustodianProof(id: id, credential: try await world.keyLife.enrol(id, sponsor: nil)))
        }
        let custodians = proofs
        let (won, refused) = await Self.race(Self.nodes(of: world)) { try await $0.generateRoots(by: custodians) }
        #expect(won == [true] && refused == [.overtaken])
        #expect(try await keyRefusal { _ = try await world.keyLife.generateRoots(by: custodians) } == .keyOvertaken)

        let sandbox = try await World()
        let (started, stopped) = await Self.race(Self.nodes(of: sandbox)) { try await $0.generateRoots(by: nil) }
        #expect(started.sorted { $0 && !$1 } == [true, false] && stopped.isEmpty)
        for storage in [world.storage, sandbox.storage] {
            #expect(try await storage.read { try $0.keys.masterKeys() }.count == KeyPurpose.needed.count)
            #expect(try await storage.read { try $0.keys.roots() }.count == 2)
        }
    }

    @Test func `of three that enrol at once as the second custodian one is enrolled`() async throws {
        let world = try await World()
        _ = try await world.keyLife.enrol(KeyWorld.first, sponsor: nil)
        let names = ["a", "b", "c"].map(OperatorID.init(trusted:))
        let results = await withTaskGroup(of: Bool.self) { group in
            for name in names {
                group.addTask {
                    do { return try await !world.keyLife.enrol(name, sponsor: nil).exposed.isEmpty } catch {
                        return !(error is KeyRefusal)
                    }
                }
            }
            return await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(results.count { $0 } == 1)
        #expect(try await world.storage.read { try $0.keys.custodians() }.count == 2)
    }
}

import HealthCardDomain
import HealthCardServices
import TestSupport
import Testing

/// A world whose roots are made and whose two custodians are enrolled, with a ring of keys loaded from it.
struct KeyWorld {
    static let first = OperatorID(trusted: "custodian-1")
    static let second = OperatorID(trusted: "custodian-2")

    let world: World
    let ring: KeyRing
    /// Both custodians, as a ceremony needs them.
    let proofs: [CustodianProof]

    var life: KeyLifeService { world.keyLife }

    init() async throws {
        world = try await World()
        ring = KeyRing(service: world.keyService, region: TestRegion.code, ambient: world.ambient)
        proofs = [
            CustodianProof(id: Self.first, credential: try await world.keyLife.enrol(Self.first, sponsor: nil)),
            CustodianProof(id: Self.second, credential: try await world.keyLife.enrol(Self.second, sponsor: nil)),
        ]
        #expect(try await world.keyLife.generateRoots(by: proofs))
        try await refresh()
    }

    /// Brings the ring to what the database says.
    func refresh() async throws { try await ring.refresh(from: world.storage) }

    /// A ring that another node has just loaded.
    func freshRing() async throws -> KeyRing {
        let ring = KeyRing(service: world.keyService, region: TestRegion.code, ambient: world.ambient)
        try await ring.refresh(from: world.storage)
        return ring
    }

    /// Makes the next key of a purpose and lets it take over.
    @discardableResult func rotate(_ purpose: KeyPurpose) async throws -> UInt32 {
        let key = try await life.generate(purpose, by: Self.first)
        try await life.activate(purpose, version: key.version, by: Self.first)
        return key.version
    }

    func key(_ purpose: KeyPurpose, _ version: UInt32) async throws -> MasterKey? {
        try await stored(purpose, version)?.key
    }

    func stored(_ purpose: KeyPurpose, _ version: UInt32) async throws -> StoredMasterKey? {
        try await world.storage.read { try $0.keys.masterKeys() }
            .first { $0.key.purpose == purpose && $0.key.version == version }
    }

    /// The outcomes of every act on keys, oldest first.
    func outcomes() async throws -> [String] {
        try await world.audit().filter { $0.operation == .keysManage }.map(\.outcome)
    }
}

/// Runs an act on keys that must be refused, and says how.
func keyRefusal(
    at location: SourceLocation = #_sourceLocation,
    of body: () async throws -> Void
) async throws -> ProblemCode? {
    do {
        try await body()
    } catch let refusal as KeyRefusal {
        return refusal.code
    }
    Issue.record("Nothing was refused.", sourceLocation: location)
    return nil
}

import Foundation
package import HealthCardDomain
import SMCrypto

/// The life of keys (密钥管理, `D04`): generate, activate, rotate, archive, destroy. Every act is in the audit log.
///
/// A master key is made, activated and archived by one custodian; a root key is made, rotated and destroyed, and a
/// master key destroyed, by two (`KeyCeremony`). No act waits for the key service inside a transaction.
package struct KeyLifeService: Sendable {
    static let secretLength = KeyComponents.length
    private static let daySeconds: TimeInterval = 86_400

    let storage: any Storage
    let service: any KeyService
    let ambient: Ambient
    package let region: RegionCode
    private let ledger: ActLedger

    package init(storage: any Storage, service: any KeyService, ambient: Ambient, region: RegionCode) {
        self.storage = storage
        self.service = service
        self.ambient = ambient
        self.region = region
        ledger = ActLedger(storage: storage)
    }

    /// Every key there is or was, with what it protects.
    package func inventory() async throws -> [KeyInventoryEntry] {
        let (roots, keys, counts) = try await storage.read { store in
            let keys = try store.keys.masterKeys().map(\.key)
            let counts = try keys.map { key in
                switch key.purpose {
                case .column, .credential: try store.keys.sealedCount(key.purpose, version: key.version)
                default: nil as Int?
                }
            }
            return (try store.keys.roots(), keys, counts)
        }
        return roots.map(KeyInventoryEntry.init)
            + zip(keys, counts).map { KeyInventoryEntry(key: $0, sealedValues: $1, place: service.place) }
    }

    /// Makes a master key in the state `generated`. The nodes take it in within seconds; activate it after that.
    ///
    /// - Throws: `KeyRefusal.notFound` where no sealing root is active, `.overtaken` where another node made the version or
    ///   rotated the root meanwhile; `KeyServiceError`.
    package func generate(_ purpose: KeyPurpose, by custodian: OperatorID) async throws -> MasterKey {
        try await recording(by: custodian) {
            let root = try await activeRoot(.sealing)
            let stored = try await wrapNew(purpose, version: nextVersion(of: purpose), under: root)
            try await add(stored, by: custodian)
            return stored.key
        }
    }

    /// Lets a generated key take over; the one that was active is archived in the same transaction.
    ///
    /// - Throws: `KeyRefusal.notFound`, `.wrongState`, `.outOfValidity`.
    package func activate(_ purpose: KeyPurpose, version: UInt32, by custodian: OperatorID) async throws {
        let now = ambient.now()
        try await recording(by: custodian) {
            try await perform(by: custodian) { [region] store in
                let keys = try store.keys.masterKeys().filter { $0.key.purpose == purpose && $0.key.region == region }
                guard var next = keys.first(where: { $0.key.version == version }) else { throw KeyRefusal.notFound }
                if var before = keys.first(where: { $0.key.state == .active }) {
                    guard before.key.version < version else { throw KeyRefusal.wrongState(is: next.key.state) }
                    try before.key.archive(at: now)
                    try store.keys.save(before)
                }
                try next.key.activate(at: now)
                try store.keys.save(next)
            }
        }
    }

    /// Stops an active key from making things, with none in its place.
    package func archive(_ purpose: KeyPurpose, version: UInt32, by custodian: OperatorID) async throws {
        let now = ambient.now()
        try await recording(by: custodian) {
            try await perform(by: custodian) { [region] store in
                var stored = try Self.find(purpose, version, region, in: store)
                try stored.key.archive(at: now)
                try store.keys.save(stored)
            }
        }
    }

    /// The purposes whose active key ends within `days`. A purpose without one was archived by somebody, and stays so.
    package func due(within days: Int) async throws -> [KeyPurpose] {
        let limit = ambient.now().addingTimeInterval(Double(days) * Self.daySeconds)
        let active = try await storage.read { [region] store in
            try store.keys.masterKeys().map(\.key).filter { $0.region == region && $0.state == .active }
        }
        return KeyPurpose.needed.filter { purpose in
            active.contains { $0.purpose == purpose && $0.validUntil <= limit }
        }
    }

    /// The version after the newest of a purpose, destroyed ones included.
    func nextVersion(of purpose: KeyPurpose) async throws -> UInt32 {
        let versions = try await storage.read { [region] store in
            try store.keys.masterKeys().filter { $0.key.purpose == purpose && $0.key.region == region }
                .map(\.key.version)
        }
        return (versions.max() ?? 0) + 1
    }

    /// Makes and activates a key of every needed purpose that the region never had: one that a later release added.
    ///
    /// - Throws: `KeyRefusal.notFound` where no sealing root is active, `KeyServiceError`.
    package func makeMissing(by custodian: OperatorID) async throws {
        let known = try await storage.read { [region] store in
            try store.keys.masterKeys().map(\.key).filter { $0.region == region }.map(\.purpose)
        }
        for purpose in KeyPurpose.needed where !known.contains(purpose) {
            let key = try await generate(purpose, by: custodian)
            try await activate(purpose, version: key.version, by: custodian)
        }
    }

    /// A fresh secret of the key service, wrapped.
    func wrapNew(_ purpose: KeyPurpose, version: UInt32, under root: StoredRoot) async throws -> StoredMasterKey {
        let secret = SecretBytes(try await service.randomBytes(Self.secretLength))
        return try await wrap(secret, as: purpose, version: version, under: root)
    }

    /// A master key at the beginning of its life, wrapped.
    func wrap(
        _ secret: SecretBytes,
        as purpose: KeyPurpose,
        version: UInt32,
        under root: StoredRoot
    ) async throws -> StoredMasterKey {
        let now = ambient.now()
        let key = MasterKey(
            generating: purpose,
            region: region,
            version: version,
            at: now,
            validUntil: now.addingTimeInterval(Double(purpose.validDays) * Self.daySeconds)
        )
        let wrapped = try await service.wrap(secret, context: StoredMasterKey.context(of: key), with: root.root)
        return StoredMasterKey(key: key, rootVersion: root.root.version, wrapped: wrapped)
    }

    func activeRoot(_ purpose: RootKeyPurpose) async throws -> StoredRoot {
        let roots = try await storage.read { try $0.keys.roots() }
        guard let root = roots.first(where: { $0.root.purpose == purpose && $0.state == .active }) else {
            throw KeyRefusal.notFound
        }
        return root
    }

    /// Runs an act from its first check to its last: whatever refuses it, the refusal is in the audit log when it is
    /// thrown on.
    func recording<Value>(by custodian: OperatorID, _ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let recorded as RecordedRefusal {
            throw recorded.refusal
        } catch let refusal as any Refusal {
            throw try await recorded(refusal, by: custodian).refusal
        }
    }

    /// Keeps a refusal in the audit log.
    func recorded(_ refusal: any Refusal, by custodian: OperatorID) async throws -> RecordedRefusal {
        try await ledger.record(refusal, of: .keysManage, by: act(of: custodian))
        return RecordedRefusal(refusal: refusal)
    }

    /// The transaction of an act, with its audit entry; only inside of `recording`.
    ///
    /// - Throws: `RecordedRefusal`, around `KeyRefusal.overtaken` where another node was first with a key.
    func perform<Value: Sendable>(
        by custodian: OperatorID,
        _ body: @escaping @Sendable (any Repositories) throws -> Value
    ) async throws -> Value {
        try await ledger.perform(.keysManage, by: act(of: custodian)) { store, _ in
            // What was made for a version is of no use under the next one, so nothing is tried again.
            do { return try body(store) } catch is StorageConflict { throw KeyRefusal.overtaken }
        }
    }

    /// Stores a new master key, if the root that wraps it is still the active one: an archived root may be destroyed
    /// next, and the key with it.
    func add(_ stored: StoredMasterKey, by custodian: OperatorID) async throws {
        try await perform(by: custodian) { store in
            let isUnderActive = try store.keys.roots().contains {
                $0.root.purpose == .sealing && $0.root.version == stored.rootVersion && $0.state == .active
            }
            guard isUnderActive else { throw KeyRefusal.overtaken }
            try store.keys.add(stored)
        }
    }

    private func act(of custodian: OperatorID) -> Act {
        Act(
            actor: .custodian(custodian),
            requestID: RequestID(trusted: Hex.lower(ambient.randomBytes(8))),
            nonce: nil,
            at: ambient.now()
        )
    }

    static func find(
        _ purpose: KeyPurpose,
        _ version: UInt32,
        _ region: RegionCode,
        in store: any Repositories
    ) throws -> StoredMasterKey {
        let found = try store.keys.masterKeys().first {
            $0.key.purpose == purpose && $0.key.version == version && $0.key.region == region
        }
        guard let found else { throw KeyRefusal.notFound }
        return found
    }
}

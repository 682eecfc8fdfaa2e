import Foundation
package import HealthCardDomain
package import SMCrypto

/// The acts that two custodians do together (双人控制, `D04`).
extension KeyLifeService {
    /// After this many wrong credentials in a row a custodian waits.
    private static let wrongTryLimit = 3
    private static let waitSeconds: TimeInterval = 300
    private static let custodianCount = 2
    private static let versionTries: UInt32 = 32

    /// Enrols a custodian and gives the credential, which nobody can show again.
    ///
    /// - Parameter sponsor: a custodian who is enrolled already; needed from the third on.
    /// - Throws: `KeyRefusal.custodiansMissing`, `.credentialWrong`; `.wrongState` never.
    package func enrol(_ id: OperatorID, sponsor: CustodianProof?) async throws -> Sensitive<[UInt8]> {
        try await recording(by: sponsor?.id ?? id) {
            let known = try await storage.read { try $0.keys.custodians() }
            if known.count >= Self.custodianCount {
                guard let sponsor else { throw KeyRefusal.custodiansMissing }
                try await check([sponsor])
            }
            let credential = ambient.randomBytes(Custodian.credentialLength)
            let salt = ambient.randomBytes(16)
            let custodian = Custodian(
                id: id,
                salt: salt,
                digest: Custodian.digest(of: credential, salt: salt),
                enrolledAt: ambient.now()
            )
            try await perform(by: sponsor?.id ?? id) { store in
                let known = try store.keys.custodians()
                let needsSponsor = known.count >= Self.custodianCount && sponsor == nil
                guard !needsSponsor, !known.contains(where: { $0.id == id }) else { throw KeyRefusal.custodiansMissing }
                try store.keys.save(custodian)
            }
            return Sensitive(credential)
        }
    }

    /// Makes what a region needs to begin: both roots, and a key of every needed purpose, active.
    ///
    /// - Parameter proofs: two custodians; `nil` at the first start of a sandbox, which has none.
    /// - Returns: `true`; `false` at a first start that found the roots there already.
    /// - Throws: `KeyRefusal.overtaken` where two custodians find roots there already.
    package func generateRoots(by proofs: [CustodianProof]?) async throws -> Bool {
        let leader = proofs.map { Self.leader(of: $0) } ?? Self.firstStart
        // An ordinary start is no act.
        if proofs == nil, try await !storage.read({ try $0.keys.roots() }).isEmpty { return false }
        do {
            try await recording(by: leader) {
                if let proofs { try await requireTwo(proofs) }
                try await makeFirstKeys(by: leader)
            }
            return true
        } catch KeyRefusal.overtaken where proofs == nil {
            return false
        }
    }

    private func makeFirstKeys(by leader: OperatorID) async throws {
        guard try await storage.read({ try $0.keys.roots() }).isEmpty else { throw KeyRefusal.overtaken }
        let now = ambient.now()
        let signing = try await makeRoot(.signing, version: 1, at: now)
        let sealing = try await makeRoot(.sealing, version: 1, at: now)
        var keys: [StoredMasterKey] = []
        for purpose in KeyPurpose.needed {
            var stored = try await wrapNew(purpose, version: 1, under: sealing)
            try stored.key.activate(at: now)
            keys.append(stored)
        }
        try await perform(by: leader) { [keys] store in
            guard try store.keys.roots().isEmpty else { throw KeyRefusal.overtaken }
            try store.keys.add(signing)
            try store.keys.add(sealing)
            for key in keys { try store.keys.add(key) }
        }
    }

    /// Puts a new root in the place of the active one. With a new sealing root, every master key is wrapped anew in
    /// the same transaction; the old root opens nothing any more and can be destroyed.
    ///
    /// - Throws: `KeyRefusal.notFound`, `.overtaken` where a root or a key changed meanwhile.
    package func rotateRoot(_ purpose: RootKeyPurpose, by proofs: [CustodianProof]) async throws -> UInt32 {
        try await recording(by: Self.leader(of: proofs)) {
            try await requireTwo(proofs)
            let now = ambient.now()
            var old = try await activeRoot(purpose)
            let roots = try await storage.read { try $0.keys.roots() }
            let versions = roots.filter { $0.root.purpose == purpose }.map(\.root.version)
            let next = try await makeRoot(purpose, version: (versions.max() ?? 0) + 1, at: now)
            old.state = .archived
            old.changedAt = now
            let before = purpose == .sealing ? try await storage.read { try $0.keys.masterKeys() } : []
            let after = try await wrapped(before, under: next, roots: roots)
            try await perform(by: proofs[0].id) { [old] store in
                // A key that came or changed meanwhile would stay under the old root.
                let areKeysUnchanged = try purpose == .signing || store.keys.masterKeys() == before
                guard areKeysUnchanged, try store.keys.roots() == roots else { throw KeyRefusal.overtaken }
                try store.keys.save(old)
                try store.keys.add(next)
                for key in after { try store.keys.save(key) }
            }
            return next.root.version
        }
    }

    /// Destroys an archived root, in the key service and for good.
    ///
    /// - Throws: `KeyRefusal.notFound`, `.stillInUse` where it is active or master keys are under it.
    package func destroyRoot(
        _ purpose: RootKeyPurpose,
        version: UInt32,
        by proofs: [CustodianProof]
    ) async throws {
        try await recording(by: Self.leader(of: proofs)) {
            try await requireTwo(proofs)
            let (roots, keys) = try await storage.read { (try $0.keys.roots(), try $0.keys.masterKeys()) }
            guard var root = roots.first(where: { $0.root.purpose == purpose && $0.root.version == version }),
                root.state != .destroyed
            else { throw KeyRefusal.notFound }
            guard root.state == .archived else { throw KeyRefusal.stillInUse }
            let isUsed = keys.contains { $0.rootVersion == version && $0.key.state != .destroyed }
            guard purpose == .signing || !isUsed else { throw KeyRefusal.stillInUse }
            try await service.destroyRoot(root.root)
            root.state = .destroyed
            root.changedAt = ambient.now()
            try await perform(by: proofs[0].id) { [root] store in try store.keys.save(root) }
        }
    }

    /// Destroys a master key: its wrapping goes, and what it made is refused from then on.
    ///
    /// - Throws: `KeyRefusal.wrongState` where it is active, `.stillInUse` where it still seals stored values.
    package func destroy(_ purpose: KeyPurpose, version: UInt32, by proofs: [CustodianProof]) async throws {
        try await recording(by: Self.leader(of: proofs)) {
            try await requireTwo(proofs)
            let now = ambient.now()
            try await perform(by: proofs[0].id) { [region] store in
                var stored = try Self.find(purpose, version, region, in: store)
                switch purpose {
                case .column, .credential:
                    guard try store.keys.sealedCount(purpose, version: version) == 0 else {
                        throw KeyRefusal.stillInUse
                    }
                case .blindIndex: throw KeyRefusal.stillInUse
                case .code, .offlineCredential, .audit, .answer: break
                }
                try stored.key.destroy(at: now)
                stored.wrapped = []
                try store.keys.save(stored)
            }
        }
    }

    /// Signs a city's public key for a province (`D05`).
    package func grant(
        _ publicKey: SM2PublicKey,
        to city: RegionCode,
        validDays: Int,
        by proofs: [CustodianProof]
    ) async throws -> RegionGrant {
        try await recording(by: Self.leader(of: proofs)) {
            try await requireTwo(proofs)
            guard region.covers(city) else { throw KeyRefusal.regionForeign }
            let now = ambient.now()
            let end = now.addingTimeInterval(Double(validDays) * 86_400)
            let statement = RegionGrant.statement(region: city, publicKey: publicKey, notBefore: now, notAfter: end)
            let signature = try await service.sign(statement, with: activeRoot(.signing).root)
            try await perform(by: proofs[0].id) { _ in }
            return RegionGrant(region: city, publicKey: publicKey, notBefore: now, notAfter: end, signature: signature)
        }
    }

    /// Takes in the grant that a province made for this region's signing root.
    ///
    /// - Parameter key: the province's public key, had by a way that is trusted.
    /// - Throws: `KeyRefusal.grantNotValid`, `.regionForeign`.
    package func accept(_ grant: RegionGrant, from province: RegionCode, key: SM2PublicKey) async throws {
        try await recording(by: Self.unnamed) {
            try grant.require(by: province, key: key, at: ambient.now())
            guard grant.region == region else { throw KeyRefusal.regionForeign }
            guard try await grant.publicKey == publicKey() else { throw KeyRefusal.grantNotValid }
            try await perform(by: Self.unnamed) { _ in }
        }
    }

    /// The public half of the active signing root.
    package func publicKey() async throws -> SM2PublicKey {
        try await service.publicKey(of: activeRoot(.signing).root)
    }

    private static let firstStart = OperatorID(trusted: "first-start")
    /// The actor of an act for which nobody gave a name.
    static let unnamed = OperatorID(trusted: "unnamed")

    /// Whom the audit log names for an act of several.
    static func leader(of proofs: [CustodianProof]) -> OperatorID { proofs.first?.id ?? unnamed }

    private func makeRoot(_ purpose: RootKeyPurpose, version: UInt32, at now: Date) async throws -> StoredRoot {
        StoredRoot(
            root: try await newRoot(purpose, from: version),
            region: region,
            place: service.place.name,
            state: .active,
            createdAt: now,
            changedAt: now
        )
    }

    /// A ceremony that was cut off may have used a version without anything to show for it, so the next is tried.
    private func newRoot(_ purpose: RootKeyPurpose, from version: UInt32) async throws -> RootKey {
        var candidate = version
        while true {
            do {
                return try await service.makeRoot(purpose, version: candidate)
            } catch {
                guard error == .badArgument, candidate < version + Self.versionTries else { throw error }
            }
            candidate += 1
        }
    }

    private func wrapped(
        _ keys: [StoredMasterKey],
        under next: StoredRoot,
        roots: [StoredRoot]
    ) async throws -> [StoredMasterKey] {
        var wrapped: [StoredMasterKey] = []
        for var stored in keys where stored.key.state != .destroyed {
            guard
                let root = roots.first(where: {
                    $0.root.purpose == .sealing && $0.root.version == stored.rootVersion
                })
            else { throw KeyRefusal.notFound }
            let context = StoredMasterKey.context(of: stored.key)
            let secret = try await service.unwrap(stored.wrapped, context: context, with: root.root)
            stored.wrapped = try await service.wrap(secret, context: context, with: next.root)
            stored.rootVersion = next.root.version
            wrapped.append(stored)
        }
        return wrapped
    }

    /// Passes if the credential is the custodian's own: for the acts that one may do.
    ///
    /// - Throws: `KeyRefusal.credentialWrong`.
    package func require(_ proof: CustodianProof) async throws {
        try await recording(by: proof.id) { try await check([proof]) }
    }

    private func requireTwo(_ proofs: [CustodianProof]) async throws {
        try await require(proofs, Self.custodianCount...Self.custodianCount)
    }

    /// Passes if as many custodians came as the act needs, each another person with the own credential.
    func require(_ proofs: [CustodianProof], _ count: ClosedRange<Int>) async throws {
        guard count.contains(proofs.count), Set(proofs.map(\.id)).count == proofs.count else {
            throw KeyRefusal.custodiansMissing
        }
        try await check(proofs)
    }

    /// Checks each credential; a wrong one is counted, and counted ones make the custodian wait.
    private func check(_ proofs: [CustodianProof]) async throws {
        let now = ambient.now()
        for proof in proofs {
            let isRight = try await storage.write { store in
                guard var custodian = try store.keys.custodian(proof.id) else { return false }
                let isWaiting =
                    custodian.wrongTries >= Self.wrongTryLimit
                    && custodian.lastWrongAt.map { now.timeIntervalSince($0) < Self.waitSeconds } ?? false
                guard !isWaiting else { return false }
                let isRight = custodian.holds(proof.credential.exposed)
                custodian.wrongTries = isRight ? 0 : custodian.wrongTries + 1
                custodian.lastWrongAt = isRight ? nil : now
                try store.keys.save(custodian)
                return isRight
            }
            guard isRight else {
                // The entry names the custodian whose credential it was, who need not be the one who leads the act.
                throw try await recorded(KeyRefusal.credentialWrong, by: proof.id)
            }
        }
    }
}

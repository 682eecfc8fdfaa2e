import HealthCardDomain
import HealthCardServices
import SMCrypto
import TestSupport
import Testing

/// Two custodians, each with a credential of their own (双人控制, `D04`).
struct CustodianTests {
    private static let third = OperatorID(trusted: "custodian-3")

    private func rotate(_ keys: KeyWorld, _ proofs: [CustodianProof]) async throws -> ProblemCode? {
        try await keyRefusal { _ = try await keys.life.rotateRoot(.signing, by: proofs) }
    }

    private static func wrong(_ proof: CustodianProof) -> CustodianProof {
        var credential = proof.credential.exposed
        credential[7] ^= 1
        return CustodianProof(id: proof.id, credential: Sensitive(credential))
    }

    @Test func `one custodian, none, three, or one twice are too few or not two`() async throws {
        let keys = try await KeyWorld()
        let (one, two) = (keys.proofs[0], keys.proofs[1])
        for proofs in [[], [one], [one, one], [one, Self.wrong(one)], [one, two, one]] {
            #expect(try await rotate(keys, proofs) == .keyCustodiansMissing)
        }
        #expect(try await keys.world.storage.read { try $0.keys.roots() }.count == 2)
        let entries = try await keys.world.audit().suffix(5)
        #expect(entries.allSatisfy { $0.outcome == "key_custodians_missing" && $0.role == .custodian })
        #expect(entries.map(\.actor) == ["unnamed"] + Array(repeating: one.id.text, count: 4))
        _ = try await keys.life.rotateRoot(.signing, by: [two, one])
    }

    @Test func `every ceremony needs two, and refuses before it does anything`() async throws {
        let keys = try await KeyWorld()
        _ = try await keys.rotate(.code)
        let city = try #require(RegionCode("519901"))
        let key = try TestRegion.signingKey(of: TestRegion.app.id).publicKey
        let state = try await keys.world.storage.read { (try $0.keys.roots(), try $0.keys.masterKeys()) }
        let one = [keys.proofs[0]]
        let acts: [() async throws -> Void] = [
            { _ = try await keys.life.generateRoots(by: one) },
            { _ = try await keys.life.rotateRoot(.sealing, by: one) },
            { try await keys.life.destroyRoot(.sealing, version: 1, by: one) },
            { try await keys.life.destroy(.code, version: 1, by: one) },
            { _ = try await keys.life.grant(key, to: city, validDays: 1, by: one) },
        ]
        let before = try await keys.world.audit().count
        for act in acts { #expect(try await keyRefusal(of: act) == .keyCustodiansMissing) }
        let entries = try await keys.world.audit().dropFirst(before)
        #expect(entries.map(\.outcome) == Array(repeating: "key_custodians_missing", count: acts.count))
        #expect(entries.allSatisfy { $0.operation == .keysManage && $0.actor == one[0].id.text })
        let after = try await keys.world.storage.read { (try $0.keys.roots(), try $0.keys.masterKeys()) }
        #expect(after.0 == state.0 && after.1 == state.1)
    }

    @Test func `a wrong credential is refused, whoever of the two gave it, and is in the audit log`() async throws {
        let keys = try await KeyWorld()
        let (one, two) = (keys.proofs[0], keys.proofs[1])
        #expect(try await rotate(keys, [Self.wrong(one), two]) == .keyCredentialWrong)
        #expect(try await rotate(keys, [one, Self.wrong(two)]) == .keyCredentialWrong)
        let swapped = [
            CustodianProof(id: one.id, credential: two.credential),
            CustodianProof(id: two.id, credential: one.credential),
        ]
        #expect(try await rotate(keys, swapped) == .keyCredentialWrong)
        let stranger = CustodianProof(id: Self.third, credential: two.credential)
        #expect(try await rotate(keys, [one, stranger]) == .keyCredentialWrong)
        let entries = try await keys.world.audit().suffix(4)
        #expect(entries.allSatisfy { $0.outcome == "key_credential_wrong" && $0.operation == .keysManage })
        #expect(entries.map(\.actor) == [one.id.text, two.id.text, one.id.text, Self.third.text])
        #expect(try await keys.world.storage.read { try $0.keys.roots() }.count == 2)
    }

    @Test func `after three wrong credentials a custodian waits 300 seconds, even with the right one`() async throws {
        let keys = try await KeyWorld()
        let (one, two) = (keys.proofs[0], keys.proofs[1])
        for _ in 0..<3 { #expect(try await rotate(keys, [Self.wrong(one), two]) == .keyCredentialWrong) }
        for seconds in [0.0, 150, 149.999] {
            keys.world.clock.advance(by: seconds)
            #expect(try await rotate(keys, [one, two]) == .keyCredentialWrong, "after \(seconds) more seconds")
        }
        keys.world.clock.advance(by: 0.001)
        _ = try await keys.life.rotateRoot(.signing, by: [one, two])
        let custodian = try await keys.world.storage.read { try $0.keys.custodian(KeyWorld.first) }
        #expect(custodian?.wrongTries == 0 && custodian?.lastWrongAt == nil)
    }

    @Test func `a wrong credential after the wait makes the custodian wait again, and the other does not wait`()
        async throws
    {
        let keys = try await KeyWorld()
        let (one, two) = (keys.proofs[0], keys.proofs[1])
        for _ in 0..<3 { #expect(try await rotate(keys, [Self.wrong(one), two]) == .keyCredentialWrong) }
        keys.world.clock.advance(by: 300)
        #expect(try await rotate(keys, [Self.wrong(one), two]) == .keyCredentialWrong)
        keys.world.clock.advance(by: 299)
        #expect(try await rotate(keys, [one, two]) == .keyCredentialWrong)
        let third = try await keys.life.enrol(Self.third, sponsor: two)
        let proof = CustodianProof(id: Self.third, credential: third)
        _ = try await keys.life.rotateRoot(.signing, by: [two, proof])
    }

    @Test func `two wrong ones and a right one begin the count anew`() async throws {
        let keys = try await KeyWorld()
        let (one, two) = (keys.proofs[0], keys.proofs[1])
        for _ in 0..<2 {
            for _ in 0..<2 { #expect(try await rotate(keys, [Self.wrong(one), two]) == .keyCredentialWrong) }
            _ = try await keys.life.rotateRoot(.signing, by: [one, two])
        }
    }

    @Test func `the third custodian needs a sponsor, whose credential is checked`() async throws {
        let keys = try await KeyWorld()
        let one = keys.proofs[0]
        let alone = try await keyRefusal { _ = try await keys.life.enrol(Self.third, sponsor: nil) }
        #expect(alone == .keyCustodiansMissing)
        let forged = try await keyRefusal { _ = try await keys.life.enrol(Self.third, sponsor: Self.wrong(one)) }
        #expect(forged == .keyCredentialWrong)
        #expect(try await keys.world.storage.read { try $0.keys.custodians() }.count == 2)
        let entries = try await keys.world.audit().suffix(2)
        #expect(entries.map(\.outcome) == ["key_custodians_missing", "key_credential_wrong"])
        #expect(entries.map(\.actor) == [Self.third.text, one.id.text])
        let credential = try await keys.life.enrol(Self.third, sponsor: one)
        _ = try await keys.life.rotateRoot(.signing, by: [one, CustodianProof(id: Self.third, credential: credential)])
        #expect(try await keys.world.audit().filter { $0.actor == one.id.text && $0.outcome == "ok" }.count >= 3)
    }

    @Test func `nobody is enrolled twice, and no credential is stored`() async throws {
        let keys = try await KeyWorld()
        let one = keys.proofs[0]
        let again = try await keyRefusal { _ = try await keys.life.enrol(KeyWorld.second, sponsor: one) }
        #expect(again == .keyCustodiansMissing)
        let known = try await keys.world.storage.read { try $0.keys.custodians() }
        #expect(known.count == 2 && known[0].salt != known[1].salt)
        for (custodian, proof) in zip(known, keys.proofs) {
            #expect(custodian.id == proof.id && proof.credential.exposed.count == Custodian.credentialLength)
            #expect(custodian.holds(proof.credential.exposed) && custodian.digest != proof.credential.exposed)
            #expect(!"\(proof)".contains("\(proof.credential.exposed[0]), \(proof.credential.exposed[1])"))
        }
        #expect(!known[0].holds(keys.proofs[1].credential.exposed) && !known[0].holds([]))
    }
}

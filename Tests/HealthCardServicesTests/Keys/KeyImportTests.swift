import Foundation
import HealthCardDomain
import HealthCardServices
import SMCrypto
import TestSupport
import Testing

/// A key that custodians bring in components (密钥分量).
struct KeyImportTests {
    private static let key = SM3.hash(Array("a made-up key".utf8))

    private static func components(_ count: Int) -> [[UInt8]] {
        let parts = (1..<count).map { SM3.hash([UInt8($0)]) }
        return parts + [parts.reduce(key) { sum, part in zip(sum, part).map(^) }]
    }

    private static func brought(_ parts: [[UInt8]], by proofs: [CustodianProof]) -> [CustodianComponent] {
        zip(proofs, parts).map { CustodianComponent(proof: $0, component: SecretBytes($1)) }
    }

    private static func checkValue(_ purpose: KeyPurpose) -> [UInt8] {
        KeyComponents.checkValue(of: SecretBytes(key), for: purpose)
    }

    @Test func `an imported key lives as one that was made here, and is the key of the components`() async throws {
        let keys = try await KeyWorld()
        let start = keys.world.clock.now
        keys.world.clock.advance(by: 60)
        let now = keys.world.clock.now
        let components = Self.brought(Self.components(2), by: keys.proofs)
        let made = try await keys.life.importKey(.code, from: components, checkValue: Self.checkValue(.code))
        #expect(made.version == 2 && made.state == .generated && made.generatedAt == now && now > start)
        #expect(made.validUntil == now.addingTimeInterval(Double(KeyPurpose.code.validDays) * 86_400))
        let stored = try #require(try await keys.stored(.code, 2))
        #expect(stored.key == made && stored.rootVersion == 1 && stored.wrapped.count > 32)
        let entry = try #require(try await keys.world.audit().last)
        #expect(entry.operation == .keysManage && entry.outcome == "ok" && entry.actor == KeyWorld.first.text)

        try await keys.life.activate(.code, version: 2, by: KeyWorld.first)
        try await keys.refresh()
        let step = TimeStep(at: now)
        let card = CardID(trusted: String(repeating: "A", count: 64))
        func token(_ key: CodeTokenKey) throws -> [UInt8] {
            try key.token(card: card, recordNumber: TestRegion.ownRecordNumber, step: step, nonce: [1, 2, 3, 4])
        }
        #expect(try await token(keys.ring.current()) == token(CodeTokenKey(master: Self.key)))
    }

    @Test func `five custodians bring five components`() async throws {
        let keys = try await KeyWorld()
        var proofs = keys.proofs
        for number in 3...5 {
            let id = OperatorID(trusted: "custodian-\(number)")
            proofs.append(CustodianProof(id: id, credential: try await keys.life.enrol(id, sponsor: proofs[0])))
        }
        let components = Self.brought(Self.components(5), by: proofs)
        _ = try await keys.life.importKey(.audit, from: components, checkValue: Self.checkValue(.audit))
        #expect(try await keys.key(.audit, 1)?.state == .generated)
    }

    @Test func `every purpose is imported but the index key and the pair of offline credentials`() async throws {
        let keys = try await KeyWorld()
        let components = Self.brought(Self.components(2), by: keys.proofs)
        for purpose in KeyPurpose.allCases {
            let act = {
                try await keys.life.importKey(purpose, from: components, checkValue: Self.checkValue(purpose))
            }
            switch purpose {
            case .code, .column, .credential, .audit: #expect(try await act().state == .generated)
            case .blindIndex, .offlineCredential, .answer:
                #expect(try await keyRefusal { _ = try await act() } == .keyNotImportable)
            }
        }
    }

    @Test func `what is refused stores no key, is in the audit log, and says nothing of the components`() async throws {
        let keys = try await KeyWorld()
        let (one, two) = (keys.proofs[0], keys.proofs[1])
        let parts = Self.components(2)
        let zero = [UInt8](repeating: 0, count: 32)
        let wrong = CustodianProof(id: two.id, credential: one.credential)
        let cases: [(ProblemCode, [CustodianComponent])] = [
            (.keyCheckValueWrong, Self.brought([parts[0], SM3.hash([9])], by: keys.proofs)),
            (.keyComponentsCancel, Self.brought([parts[0], parts[0]], by: keys.proofs)),
            (.keyComponentsCancel, Self.brought([zero, Self.key], by: keys.proofs)),
            (.keyComponentMalformed, Self.brought([parts[0], []], by: keys.proofs)),
            (.keyComponentMalformed, Self.brought([parts[0] + [0], parts[1]], by: keys.proofs)),
            (.keyCustodiansMissing, Self.brought(parts, by: [one, one])),
            (.keyCustodiansMissing, Self.brought([Self.key], by: [one])),
            (.keyCustodiansMissing, []),
            (.keyCredentialWrong, Self.brought(parts, by: [one, wrong])),
        ]
        let before = try await keys.world.storage.read { try $0.keys.masterKeys() }
        for (code, components) in cases {
            let refusal = try await keyRefusal {
                _ = try await keys.life.importKey(.code, from: components, checkValue: Self.checkValue(.code))
            }
            #expect(refusal == code)
            #expect(try await keys.world.audit().last?.outcome == code.rawValue)
        }
        #expect(try await keys.world.storage.read { try $0.keys.masterKeys() } == before)
        let shown = cases.map { "\($0.1)" }.joined()
        #expect(!shown.contains("\(parts[0][0]), \(parts[0][1])") && shown.contains("<redacted>"))
    }

    @Test func `without a root, or while the key service is gone, no key is imported`() async throws {
        let world = try await World()
        var proofs: [CustodianProof] = []
        for id in [KeyWorld.first, KeyWorld.second] {
            proofs.append(CustodianProof(id: id, credential: try await world.keyLife.enrol(id, sponsor: nil)))
        }
        let components = Self.brought(Self.components(2), by: proofs)
        let act = { try await world.keyLife.importKey(.code, from: components, checkValue: Self.checkValue(.code)) }
        #expect(try await keyRefusal { _ = try await act() } == .keyNotFound)
        _ = try await world.keyLife.generateRoots(by: proofs)
        world.keyService.isGone = true
        await #expect(throws: KeyServiceError.unavailable) { try await act() }
        world.keyService.isGone = false
        #expect(try await act().version == 2)
    }
}

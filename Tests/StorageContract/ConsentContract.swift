import Foundation
import HealthCardDomain
import HealthCardServices
import SMCrypto
import Storage
import Testing

/// Consents are kept once, found by their phone, and signed once.
struct ConsentContract {
    private static func signature(_ key: SM2PrivateKey, of consent: Consent, version: UInt32) throws -> ConsentSignature
    {
        let at = Sample.after(milliseconds: 1_000)
        let statement = consent.statement(signedAt: at, rootVersion: version, publicKey: key.publicKey)
        return ConsentSignature(
            rootVersion: version,
            publicKey: key.publicKey,
            signedAt: at,
            signature: try key.sign(statement)
        )
    }

    @Test(arguments: ContractDriver.allCases)
    func `a consent to a text is kept once for each phone, however it is written`(
        driver: ContractDriver
    ) async throws {
        try await driver.withStorage { storage in
            let (first, again) = (try Sample.consent("13800000001"), try Sample.consent("+8613800000001"))
            let other = try Sample.consent("13800000002", provedAfter: 5)
            let added = try await storage.write { store in
                try [first, again, other].map { try store.consents.add($0, to: Sample.terms) }
            }
            #expect(added == [true, false, true])
            for phone in [first.phone, again.phone] {
                #expect(try await storage.read { try $0.consents.consents(of: phone) } == [first])
            }
            #expect(try await storage.read { try $0.consents.find(again.id) } == nil)
            #expect(try await storage.read { try $0.consents.find(other.id) } == other)
            #expect(try await storage.read { try $0.consents.newest(limit: 9) } == [other, first])
            let text = try await storage.read { try $0.consents.text(ofTerms: first.termsDigest) }
            #expect(text == Sample.terms.text)
            #expect(try await storage.read { try $0.consents.text(ofTerms: [1]) } == nil)
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `the oldest wait first, and a signature stays as it is`(driver: ContractDriver) async throws {
        try await driver.withStorage { storage in
            let made = try (1...3).map { try Sample.consent("1380000000\($0)", provedAfter: 9 - $0) }
            try await storage.write { store in
                for consent in made { _ = try store.consents.add(consent, to: Sample.terms) }
            }
            #expect(try await storage.read { try $0.consents.unsigned(limit: 2) } == [made[2], made[1]])
            let key = try SM2PrivateKey.generate()
            let signature = try Self.signature(key, of: made[2], version: 7)
            let late = try Self.signature(.generate(), of: made[2], version: 8)
            try await storage.write { store in
                try store.consents.save(signature, of: made[2].id)
                try store.consents.save(late, of: made[2].id)
            }
            let found = try #require(try await storage.read { try $0.consents.find(made[2].id) })
            #expect(found.signature == signature)
            try found.require(signedBy: key.publicKey)
            #expect(try await storage.read { try $0.consents.unsigned(limit: 9) } == [made[1], made[0]])
        }
    }
}

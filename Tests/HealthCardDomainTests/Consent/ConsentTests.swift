import Foundation
import HealthCardDomain
import SMCrypto
import Testing

struct ConsentTests {
    private static let instant = Date(timeIntervalSince1970: 1_790_040_800.123)
    private let key: SM2PrivateKey
    private let signed: Consent

    init() throws {
        key = try .generate()
        var consent = try Self.consent()
        let statement = consent.statement(signedAt: Self.instant, rootVersion: 3, publicKey: key.publicKey)
        consent.signature = ConsentSignature(
            rootVersion: 3,
            publicKey: key.publicKey,
            signedAt: Self.instant,
            signature: try key.sign(statement)
        )
        signed = consent
    }

    private static func consent(
        id: UInt8 = 1,
        region: String = "510100",
        phone: String = "15400000001",
        salt: UInt8 = 2,
        terms: ConsentTerms = .current(in: .chinese),
        given: Date = instant,
        proved: Date = instant
    ) throws -> Consent {
        Consent(
            id: ConsentID(randomBytes: Array(repeating: id, count: 32)),
            region: try #require(RegionCode(region)),
            phone: try PhoneNumber(phone),
            salt: Array(repeating: salt, count: Consent.saltLength),
            terms: terms,
            givenAt: given,
            provedAt: proved
        )
    }

    @Test func `terms that were shown once stay as they are`() {
        // Whoever changes a text here changes what residents agreed to: add an edition instead.
        #expect(
            ConsentTerms.all.map { "\($0.edition) \($0.language.rawValue) \(Hex.lower($0.digest))" } == [
                "1 zh-CN f6b5eafe293e51bf0f7355d39d517ad315690ddedf65bf99ea75d4dcf313860b",
                "1 en 2b450ba2fd7e0f386cbc36f173e1bc85db6b3a2851ac15c838459b1e1278da07",
            ]
        )
        for language in ConsentTerms.Language.allCases {
            let terms = ConsentTerms.current(in: language)
            #expect(terms.language == language && ConsentTerms.terms(digest: terms.digest) == terms)
        }
        #expect(ConsentTerms.terms(digest: []) == nil)
    }

    @Test func `a signed consent verifies under its key, and a mobile is one phone`() throws {
        try signed.require(signedBy: key.publicKey)
        var long = try Self.consent(phone: "+8615400000001")
        long.signature = signed.signature
        try long.require(signedBy: key.publicKey)
    }

    @Test func `another key, or none, is refused`() throws {
        let other = try SM2PrivateKey.generate()
        #expect(throws: KeyRefusal.notAuthentic) { try signed.require(signedBy: other.publicKey) }
        #expect(throws: KeyRefusal.notAuthentic) { try Self.consent().require(signedBy: key.publicKey) }
    }

    @Test func `every value is signed`() throws {
        let later = Self.instant.addingTimeInterval(0.001)
        let changed = [
            try Self.consent(id: 9), try Self.consent(region: "510199"), try Self.consent(phone: "15400000002"),
            try Self.consent(salt: 9), try Self.consent(terms: .current(in: .english)),
            try Self.consent(given: later), try Self.consent(proved: later),
            try Self.consent(
                terms: ConsentTerms(edition: 2, language: .chinese, text: ConsentTerms.current(in: .chinese).text)
            ),
        ]
        for var consent in changed {
            consent.signature = signed.signature
            #expect(throws: KeyRefusal.notAuthentic) { try consent.require(signedBy: key.publicKey) }
        }
        let right = try #require(signed.signature)
        for (version, instant) in [(4, Self.instant), (3, later)] as [(UInt32, Date)] {
            var consent = signed
            consent.signature = ConsentSignature(
                rootVersion: version,
                publicKey: right.publicKey,
                signedAt: instant,
                signature: right.signature
            )
            #expect(throws: KeyRefusal.notAuthentic) { try consent.require(signedBy: key.publicKey) }
        }
    }
}

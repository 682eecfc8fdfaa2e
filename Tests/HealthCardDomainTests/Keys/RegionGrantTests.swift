import Foundation
import HealthCardDomain
import SMCrypto
import Testing

/// A province grants a city its key (`D05`); made-up keys, real signatures.
struct RegionGrantTests {
    private static let start = Date(timeIntervalSince1970: 1_790_040_800)
    private static let end = start.addingTimeInterval(366 * 86_400)

    private let province: RegionCode
    private let city: RegionCode
    private let provinceKey: SM2PrivateKey
    private let cityKey: SM2PrivateKey

    init() throws {
        province = try #require(RegionCode("510000"))
        city = try #require(RegionCode("510100"))
        provinceKey = try .generate()
        cityKey = try .generate()
    }

    private func region(_ text: String) throws -> RegionCode { try #require(RegionCode(text)) }

    private func grant(to region: RegionCode? = nil, signedBy signer: SM2PrivateKey? = nil) throws -> RegionGrant {
        let region = region ?? city
        let statement = RegionGrant.statement(
            region: region,
            publicKey: cityKey.publicKey,
            notBefore: Self.start,
            notAfter: Self.end
        )
        return RegionGrant(
            region: region,
            publicKey: cityKey.publicKey,
            notBefore: Self.start,
            notAfter: Self.end,
            signature: try (signer ?? provinceKey).sign(statement)
        )
    }

    private func require(_ grant: RegionGrant, by province: RegionCode? = nil, at instant: Date = start) throws {
        try grant.require(by: province ?? self.province, key: provinceKey.publicKey, at: instant)
    }

    @Test func `a grant of the province is good from its first instant until its last`() throws {
        let grant = try grant()
        try require(grant)
        try require(grant, at: Self.end.addingTimeInterval(-0.001))
        for instant in [Self.start.addingTimeInterval(-0.001), Self.end, Self.end.addingTimeInterval(1)] {
            #expect(throws: KeyRefusal.grantNotValid) { try require(grant, at: instant) }
        }
    }

    @Test func `a grant with any member changed is refused`() throws {
        let good = try grant()
        let other = try SM2PrivateKey.generate().publicKey
        var raw = good.signature.raw
        raw[40] ^= 1
        func changed(
            region: RegionCode? = nil,
            key: SM2PublicKey? = nil,
            from: Date = Self.start,
            until: Date = Self.end,
            signature: SM2Signature? = nil
        ) -> RegionGrant {
            RegionGrant(
                region: region ?? good.region,
                publicKey: key ?? good.publicKey,
                notBefore: from,
                notAfter: until,
                signature: signature ?? good.signature
            )
        }
        try require(changed())
        for grant in [
            changed(region: try region("510200")), changed(key: other),
            changed(from: Self.start.addingTimeInterval(-0.001)), changed(until: Self.end.addingTimeInterval(86_400)),
            changed(signature: try SM2Signature(raw: raw)),
        ] {
            #expect(throws: KeyRefusal.grantNotValid) { try require(grant) }
        }
    }

    @Test func `a grant that somebody else signed is refused`() throws {
        let stranger = try SM2PrivateKey.generate()
        #expect(throws: KeyRefusal.grantNotValid) { try require(try grant(signedBy: stranger)) }
        #expect(throws: KeyRefusal.grantNotValid) { try require(try grant(signedBy: cityKey)) }
    }

    @Test func `a province grants to its own cities only, and no city to another or to its province`() throws {
        for foreign in ["440100", "440000", "610100"] {
            let grant = try grant(to: region(foreign))
            #expect(throws: KeyRefusal.regionForeign) { try require(grant) }
        }
        let grant = try grant()
        #expect(throws: KeyRefusal.regionForeign) { try require(grant, by: region("440000")) }
        #expect(throws: KeyRefusal.regionForeign) { try require(grant, by: region("510200")) }
        let upward = try self.grant(to: province)
        #expect(throws: KeyRefusal.regionForeign) { try require(upward, by: city) }
    }

    @Test func `the key of a city speaks for the city and its districts, and for nobody else`() throws {
        let grant = try grant()
        try require(grant)
        let message = Array("revoked cards of today".utf8)
        let signature = try cityKey.sign(message)
        for own in ["510100", "510104"] { try grant.require(signature, for: message, about: region(own)) }
        for foreign in ["510200", "510204", "510000", "440100"] {
            #expect(throws: KeyRefusal.regionForeign) {
                try grant.require(signature, for: message, about: region(foreign))
            }
        }
    }

    @Test func `a message that was changed, or signed by another key, is not the city's`() throws {
        let grant = try grant()
        let message = Array("revoked cards of today".utf8)
        let signature = try cityKey.sign(message)
        #expect(throws: KeyRefusal.notAuthentic) { try grant.require(signature, for: message + [0], about: city) }
        let others = try provinceKey.sign(message)
        #expect(throws: KeyRefusal.notAuthentic) { try grant.require(others, for: message, about: city) }
    }

    @Test func `what is signed is the documented text`() throws {
        let text = String(
            decoding: RegionGrant.statement(
                region: city,
                publicKey: cityKey.publicKey,
                notBefore: Self.start,
                notAfter: Self.end
            ),
            as: UTF8.self
        )
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 6 && lines[0] == "xinglin-region-grant/1" && lines[1] == "510100")
        #expect(lines[2].count == 130 && lines[2].hasPrefix("04"))
        #expect(lines[3] == "1790040800000" && lines[4] == "1821663200000" && lines[5] == "")
    }
}

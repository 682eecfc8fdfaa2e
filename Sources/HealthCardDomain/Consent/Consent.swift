package import Foundation
package import SMCrypto

/// A resident's consent to the terms, given by ticking them and proved by the one-time code that went to the phone
/// (`D11`).
///
/// The region's signing root signs it soon after it was given. From then on anybody with the region's public key can
/// verify it, whatever became of the key.
package struct Consent: Sendable, Equatable {
    /// The length of the salt, in bytes.
    package static let saltLength = 16

    package let id: ConsentID
    package let region: RegionCode
    /// Who consents: the phone whose holder answered the code.
    package let phone: PhoneNumber
    /// Keeps the signed text from telling the phone: 16 random bytes.
    package let salt: [UInt8]
    package let edition: Int
    package let language: ConsentTerms.Language
    /// SM3 over the text that was shown, 32 bytes.
    package let termsDigest: [UInt8]
    /// When the terms were ticked and the code asked for.
    package let givenAt: Date
    /// When the code was answered.
    package let provedAt: Date
    /// `nil` until it is signed.
    package var signature: ConsentSignature?

    /// A consent just proved, to terms of this release.
    package init(
        id: ConsentID,
        region: RegionCode,
        phone: PhoneNumber,
        salt: [UInt8],
        terms: ConsentTerms,
        givenAt: Date,
        provedAt: Date
    ) {
        self.init(
            id: id,
            region: region,
            phone: phone,
            salt: salt,
            edition: terms.edition,
            language: terms.language,
            termsDigest: terms.digest,
            givenAt: givenAt,
            provedAt: provedAt,
            signature: nil
        )
    }

    package init(
        id: ConsentID,
        region: RegionCode,
        phone: PhoneNumber,
        salt: [UInt8],
        edition: Int,
        language: ConsentTerms.Language,
        termsDigest: [UInt8],
        givenAt: Date,
        provedAt: Date,
        signature: ConsentSignature?
    ) {
        self.id = id
        self.region = region
        self.phone = phone
        self.salt = salt
        self.edition = edition
        self.language = language
        self.termsDigest = termsDigest
        self.givenAt = givenAt
        self.provedAt = provedAt
        self.signature = signature
    }

    /// What is signed. The layout is ours, as no published one was found: `xinglin-consent/1`, then, each on its own
    /// line, the number, the region, the edition, the language, the digest of the terms, who consented as
    /// HMAC-SM3(salt, phone), how it was proved, when it was given, proved and signed (milliseconds since 1970), and
    /// the version and public key of the root that signs. Hexadecimal digits are upper case.
    ///
    /// The instants are the platform's own clock, not an accredited time-stamping authority's.
    package func statement(signedAt: Date, rootVersion: UInt32, publicKey: SM2PublicKey) -> [UInt8] {
        let subject = HMACSM3(key: salt).authenticate(Array((phone.mobileDigits ?? phone.text).utf8))
        let lines = [
            "xinglin-consent/1", id.text, region.text, "\(edition)", language.rawValue, Hex.upper(termsDigest),
            Hex.upper(subject), "one-time-code", "\(Self.milliseconds(givenAt))", "\(Self.milliseconds(provedAt))",
            "\(Self.milliseconds(signedAt))", "\(rootVersion)", Hex.upper(publicKey.uncompressed), "",
        ]
        return Array(lines.joined(separator: "\n").utf8)
    }

    /// Passes if the consent was signed by this public key over just these values.
    ///
    /// - Throws: `KeyRefusal.notAuthentic`, also for a consent that is not signed yet.
    package func require(signedBy key: SM2PublicKey) throws(KeyRefusal) {
        guard let signature, signature.publicKey == key else { throw .notAuthentic }
        let statement = statement(
            signedAt: signature.signedAt,
            rootVersion: signature.rootVersion,
            publicKey: signature.publicKey
        )
        guard key.isValid(signature.signature, for: statement) else { throw .notAuthentic }
    }

    private static func milliseconds(_ instant: Date) -> Int64 {
        Int64((instant.timeIntervalSince1970 * 1_000).rounded())
    }
}

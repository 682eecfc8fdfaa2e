import Foundation
import HealthCardDomain
import SMCrypto

/// A consent as evidence: everything that was signed, the text it is about, and the signature (`docs/consents.md`).
struct ConsentFile: Codable {
    struct Terms: Codable {
        let edition: Int
        let language: String
        let text: String
    }

    struct Subject: Codable {
        let phone: String
        let salt: String
    }

    struct Signer: Codable {
        let version: UInt32
        let publicKey: String
        let grant: GrantFile?

        enum CodingKeys: String, CodingKey {
            case version, grant
            case publicKey = "public_key"
        }
    }

    let format: String
    let id: String
    let region: String
    let terms: Terms
    let subject: Subject
    let givenAt: Int64
    let provedAt: Int64
    let signedAt: Int64
    let signer: Signer
    let signature: String

    enum CodingKeys: String, CodingKey {
        case format, id, region, terms, subject, signer, signature
        case givenAt = "given_at_ms"
        case provedAt = "proved_at_ms"
        case signedAt = "signed_at_ms"
    }

    private static let format = "xinglin-consent-evidence/1"

    init(_ consent: Consent, terms: String, signature: ConsentSignature, grant: GrantFile?) {
        format = Self.format
        id = consent.id.text
        region = consent.region.text
        self.terms = Terms(edition: consent.edition, language: consent.language.rawValue, text: terms)
        subject = Subject(phone: consent.phone.text, salt: Hex.upper(consent.salt))
        givenAt = Self.milliseconds(consent.givenAt)
        provedAt = Self.milliseconds(consent.provedAt)
        signedAt = Self.milliseconds(signature.signedAt)
        signer = Signer(
            version: signature.rootVersion,
            publicKey: Hex.upper(signature.publicKey.uncompressed),
            grant: grant
        )
        self.signature = Hex.upper(signature.signature.raw)
    }

    /// - Throws: `CommandFailure` where the bytes are no such file.
    init(reading data: Data) throws {
        do { self = try JSONDecoder().decode(ConsentFile.self, from: data) } catch is DecodingError {
            throw Self.malformed
        }
        guard format == Self.format else { throw Self.malformed }
    }

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    /// The consent that the file states, to be verified.
    ///
    /// - Throws: `CommandFailure` where a field is not what it should be.
    func consent() throws -> Consent {
        guard let id = ConsentID(id), let region = RegionCode(region), let salt = Hex.decode(subject.salt),
            let language = ConsentTerms.Language(rawValue: terms.language), let key = Hex.decode(signer.publicKey),
            let raw = Hex.decode(signature)
        else { throw Self.malformed }
        do {
            return Consent(
                id: id,
                region: region,
                phone: try PhoneNumber(subject.phone),
                salt: salt,
                edition: terms.edition,
                language: language,
                termsDigest: SM3.hash(Array(terms.text.utf8)),
                givenAt: Self.instant(givenAt),
                provedAt: Self.instant(provedAt),
                signature: ConsentSignature(
                    rootVersion: signer.version,
                    publicKey: try SM2PublicKey(uncompressed: key),
                    signedAt: Self.instant(signedAt),
                    signature: try SM2Signature(raw: raw)
                )
            )
        } catch is CryptoRefusal {
            throw Self.malformed
        } catch is IdentityRefusal {
            throw Self.malformed
        }
    }

    private static let malformed = CommandFailure("不是同意书证据文件 / this is no evidence of a consent")

    private static func milliseconds(_ instant: Date) -> Int64 {
        Int64((instant.timeIntervalSince1970 * 1_000).rounded())
    }

    private static func instant(_ milliseconds: Int64) -> Date {
        Date(timeIntervalSince1970: Double(milliseconds) / 1_000)
    }
}

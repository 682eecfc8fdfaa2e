import Foundation
package import HealthCardDomain
package import SMCrypto

/// What one province's variant of the national-draft envelope does differently: data, read from `Profiles/*.json`.
///
/// The fields and the values that were seen are in `docs/dialects/national.md`.
package struct DialectProfile: Sendable, Decodable {
    /// What the digest is computed over.
    package enum DigestOver: String, Sendable, Decodable { case plaintext, ciphertext }
    /// The case of the hexadecimal digits we write; both are read.
    package enum HexCase: String, Sendable, Decodable { case upper, lower }
    /// How ciphertext is written in `biz_content`.
    package enum ContentEncoding: String, Sendable, Decodable { case hex, base64 }
    /// How the SM4 key comes from the app secret.
    package enum KeyRule: String, Sendable, Decodable {
        /// The 16 characters of the secret are the 16 bytes of the key (Sichuan).
        case secretBytes = "secret-bytes"
        /// The first 32 digits of the secret's hexadecimal form, decoded (seen in Hunan-type notes).
        case firstOfSecretHex = "first-32-of-secret-hex"
    }

    /// The last part of the address, `/gateway/{name}`.
    package let name: String
    /// What stands between the parameters and the secret in the digested text; may be empty.
    package let secretSuffix: String
    package let digestOver: DigestOver
    package let digestType: String
    package let encryptionType: String
    package let hexCase: HexCase
    package let contentEncoding: ContentEncoding
    package let padding: SM4Padding
    package let key: KeyRule
    package let successCode: String
    package let failureCode: String
    /// How far `timestamp` may be off, in seconds.
    package let timestampWindowSeconds: Double
    /// 认证模式 (`rzfs`) to the proofing method we record.
    package let proofing: [String: ProofingMethod]
    /// What we record where `rzfs` is absent: the institution vouches.
    package let proofingByDefault: ProofingMethod

    /// The SM4 key of an app under this profile.
    func sm4Key(secret: Sensitive<String>) throws -> SM4Key {
        let bytes = Array(secret.exposed.utf8)
        switch key {
        case .secretBytes: return try SM4Key(bytes)
        case .firstOfSecretHex: return try SM4Key(Array(bytes.prefix(16)))
        }
    }

    /// The digest of an envelope, in this profile's hexadecimal case.
    func digest(parameters: [(String, String)], secret: Sensitive<String>) -> String {
        let joined = parameters.sorted { $0.0 < $1.0 }.map { "\($0.0)=\($0.1)" }.joined(separator: "&")
        return hex(SM3.hash(Array((joined + secretSuffix + secret.exposed).utf8)))
    }

    func hex(_ bytes: [UInt8]) -> String {
        switch hexCase {
        case .upper: Hex.upper(bytes)
        case .lower: Hex.lower(bytes)
        }
    }

    func encode(_ ciphertext: [UInt8]) -> String {
        switch contentEncoding {
        case .hex: hex(ciphertext)
        case .base64: Data(ciphertext).base64EncodedString()
        }
    }

    func decode(_ text: String) -> [UInt8]? {
        switch contentEncoding {
        case .hex: Hex.decode(text)
        case .base64: Data(base64Encoded: text).map(Array.init)
        }
    }
}

extension SM4Padding: Decodable {}
extension ProofingMethod: Decodable {}

import Foundation
import HealthCardDomain
import SMCrypto

/// A grant as it travels from the province to the city.
struct GrantFile: Codable {
    let province: String
    let region: String
    let publicKey: String
    let notBefore: Int64
    let notAfter: Int64
    let signature: String

    enum CodingKeys: String, CodingKey {
        case province, region, signature
        case publicKey = "public_key"
        case notBefore = "not_before_ms"
        case notAfter = "not_after_ms"
    }

    init(_ grant: RegionGrant, by province: RegionCode) {
        self.province = province.text
        region = grant.region.text
        publicKey = Hex.upper(grant.publicKey.uncompressed)
        notBefore = Int64((grant.notBefore.timeIntervalSince1970 * 1_000).rounded())
        notAfter = Int64((grant.notAfter.timeIntervalSince1970 * 1_000).rounded())
        signature = Hex.upper(grant.signature.raw)
    }

    /// - Throws: `KeyRefusal.grantNotValid` where the bytes are no grant.
    init(reading data: Data) throws {
        do { self = try JSONDecoder().decode(GrantFile.self, from: data) } catch is DecodingError {
            throw KeyRefusal.grantNotValid
        }
    }

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    /// - Throws: `KeyRefusal.grantNotValid` where a field is not what it should be.
    func grant() throws -> (RegionGrant, province: RegionCode) {
        guard let province = RegionCode(province), let region = RegionCode(region),
            let key = Hex.decode(publicKey), let signature = Hex.decode(signature)
        else { throw KeyRefusal.grantNotValid }
        do {
            let grant = RegionGrant(
                region: region,
                publicKey: try SM2PublicKey(uncompressed: key),
                notBefore: Date(timeIntervalSince1970: Double(notBefore) / 1_000),
                notAfter: Date(timeIntervalSince1970: Double(notAfter) / 1_000),
                signature: try SM2Signature(raw: signature)
            )
            return (grant, province)
        } catch is CryptoRefusal {
            throw KeyRefusal.grantNotValid
        }
    }
}

package import Foundation
package import SMCrypto

/// A province's word that a public key is a city's: what makes keys hierarchical (分级下发, `D05`).
///
/// The signed text is ours, as no published layout was found: `xinglin-region-grant/1`, region, public key (130
/// hexadecimal digits), first and last instant (milliseconds since 1970), each on its own line.
package struct RegionGrant: Sendable, Equatable {
    package let region: RegionCode
    package let publicKey: SM2PublicKey
    package let notBefore: Date
    package let notAfter: Date
    package let signature: SM2Signature

    package init(
        region: RegionCode,
        publicKey: SM2PublicKey,
        notBefore: Date,
        notAfter: Date,
        signature: SM2Signature
    ) {
        self.region = region
        self.publicKey = publicKey
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.signature = signature
    }

    /// The bytes a province signs.
    package static func statement(
        region: RegionCode,
        publicKey: SM2PublicKey,
        notBefore: Date,
        notAfter: Date
    ) -> [UInt8] {
        let lines = [
            "xinglin-region-grant/1", region.text, Hex.upper(publicKey.uncompressed),
            "\(milliseconds(notBefore))", "\(milliseconds(notAfter))", "",
        ]
        return Array(lines.joined(separator: "\n").utf8)
    }

    /// Passes if the grant is a province's own and valid now.
    ///
    /// - Throws: `KeyRefusal.grantNotValid`, or `.regionForeign` where the region is none of the province's.
    package func require(by province: RegionCode, key: SM2PublicKey, at instant: Date) throws(KeyRefusal) {
        guard province.covers(region) else { throw .regionForeign }
        let statement = Self.statement(region: region, publicKey: publicKey, notBefore: notBefore, notAfter: notAfter)
        guard key.isValid(signature, for: statement), notBefore <= instant, instant < notAfter else {
            throw .grantNotValid
        }
    }

    /// Passes if a message was signed by the granted key, and the granted region may speak for `subject`. The grant
    /// itself must have been required before.
    ///
    /// - Throws: `KeyRefusal.regionForeign`, `.notAuthentic`.
    package func require(
        _ signature: SM2Signature,
        for message: [UInt8],
        about subject: RegionCode
    ) throws(KeyRefusal) {
        guard region.covers(subject) else { throw .regionForeign }
        guard publicKey.isValid(signature, for: message) else { throw .notAuthentic }
    }

    private static func milliseconds(_ instant: Date) -> Int64 {
        Int64((instant.timeIntervalSince1970 * 1_000).rounded())
    }
}

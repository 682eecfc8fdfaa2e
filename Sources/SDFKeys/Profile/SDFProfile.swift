import Foundation

/// How one vendor's GM/T 0018 library differs from the next, as data: sizes and order of structures, numbers of
/// algorithms, key indices, network errors. The path of the library is no part of it.
package struct SDFProfile: Decodable, Sendable, Equatable {
    struct Algorithms: Decodable, Sendable, Equatable {
        /// `SGD_SM3`.
        let sm3: SDFNumber
        /// `SGD_SM4_CBC`.
        let sm4CBC: SDFNumber
    }

    /// How the profile is called in configuration and in the inventory.
    package let name: String
    /// `ECCref_MAX_LEN`: bytes of a coordinate and of r and s, in which 32 bytes lie to the right.
    let coordinateBytes: Int
    let cipher: SDFCipherLayout
    let algorithms: Algorithms
    /// How HMAC-SM3 is computed.
    package let mac: SDFMacWay
    let keys: SDFKeyIndices
    /// The most bytes one call encrypts, decrypts or hashes: whole blocks.
    let onePassBytes: Int
    /// Answers after which the device is closed and opened anew.
    let connectionErrors: [SDFCodeRange]

    /// Reads a profile, from the three in the product or from an operator's file.
    ///
    /// - Throws: `DecodingError`, or ``SDFProfileError``, which says what cannot be.
    package init(json: [UInt8]) throws {
        self = try JSONDecoder().decode(SDFProfile.self, from: Data(json))
        try check()
    }

    /// Bytes of an `ECCrefPublicKey`: `bits`, x, y.
    var publicKeyBytes: Int { 4 + 2 * coordinateBytes }

    /// Bytes of an `ECCSignature`: r, s.
    var signatureBytes: Int { 2 * coordinateBytes }

    private func check() throws(SDFProfileError) {
        guard (32...256).contains(coordinateBytes) else { throw .badValue(field: "coordinateBytes") }
        guard (16...65_536).contains(onePassBytes), onePassBytes.isMultiple(of: 16) else {
            throw .badValue(field: "onePassBytes")
        }
        guard !keys.signing.isEmpty, Set(keys.signing).count == keys.signing.count else {
            throw .badValue(field: "keys.signing")
        }
        guard !keys.signing.contains(keys.sealSignature) else { throw .badValue(field: "keys.sealSignature") }
    }
}

/// The two hashes every SM2 signature is made over (GB/T 32918.2-2016, 5.5 and 6.1).
///
/// They are computed here and never taken from outside: a verifier that accepts a ready digest can be fooled. libcrypto
/// would compute them too, but signs with an empty identity when none is set, and refuses the longest one. A device
/// behind GM/T 0018 signs ``message(_:id:publicKey:)``.
package enum SM2Digest {
    /// Z: binds the signer's identity, the curve and the public key.
    ///
    /// - Throws: `.badLength` if the identity is empty or longer than ``SM2/maximumIDLength``.
    package static func identity(_ id: [UInt8], publicKey: SM2PublicKey) throws(CryptoRefusal) -> [UInt8] {
        guard (1...SM2.maximumIDLength).contains(id.count) else { throw .badLength }
        let bits = UInt16(id.count * 8)
        var bytes = [UInt8(bits >> 8), UInt8(truncatingIfNeeded: bits)]
        bytes += id
        bytes += SM2Curve.a + SM2Curve.b + SM2Curve.baseX + SM2Curve.baseY
        bytes += publicKey.uncompressed.dropFirst()
        return SM3.hash(bytes)
    }

    /// e = SM3(Z ‖ message): what the curve operation signs.
    ///
    /// - Throws: `.badLength` if the identity is empty or longer than ``SM2/maximumIDLength``.
    package static func message(
        _ message: [UInt8],
        id: [UInt8],
        publicKey: SM2PublicKey
    ) throws(CryptoRefusal) -> [UInt8] {
        SM3.hash(try identity(id, publicKey: publicKey) + message)
    }
}

/// Derives keys from a key by HKDF with SM3 (RFC 5869, extract and expand).
package enum HKDFSM3 {
    /// The most bytes one derivation can give: 255 digests.
    package static let maximumLength = 255 * SM3.digestLength

    private static let derivation = KeyDerivation("HKDF")

    /// Derives `length` bytes.
    ///
    /// - Parameters:
    ///   - key: the master key; at least 1 byte.
    ///   - salt: public, may be empty (then 32 zero bytes, as the standard says).
    ///   - info: what the new key is for; two purposes must differ here.
    ///   - length: 1 … ``maximumLength``.
    /// - Throws: `CryptoRefusal.badLength` for an empty key or another length, `CryptoFault` if libcrypto fails.
    package static func derive(key: [UInt8], salt: [UInt8], info: [UInt8], length: Int) throws -> [UInt8] {
        try derive(secret: SecretBytes(key), salt: salt, info: info, length: length).exposed
    }

    /// Derives a key that never lies outside memory that is overwritten.
    ///
    /// - Throws: as `derive(key:salt:info:length:)`.
    package static func derive(secret: SecretBytes, salt: [UInt8], info: [UInt8], length: Int) throws -> SecretBytes {
        guard secret.count > 0, (1...maximumLength).contains(length) else { throw CryptoRefusal.badLength }
        let parameters = ParameterList()
        unsafe secret.withUnsafeBytes { unsafe parameters.add("key", raw: $0) }
        parameters.add("salt", bytes: salt)
        parameters.add("info", bytes: info)
        return try derivation.derive(parameters, length: length)
    }
}

/// Makes a key from a passphrase, slowly on purpose: PBKDF2 with HMAC-SM3 (RFC 8018, 5.2).
package enum PBKDF2SM3 {
    private static let derivation = KeyDerivation("PBKDF2")

    /// Derives `length` bytes. 200,000 iterations take a good part of a second: never on a thread that others wait for.
    ///
    /// - Parameters:
    ///   - passphrase: at least 1 byte.
    ///   - salt: public, at least 8 bytes, another one for each passphrase.
    ///   - iterations: at least 1; 200,000 or more outside tests.
    ///   - length: 1–1,024.
    /// - Throws: `CryptoRefusal.badLength` for an argument out of range, `CryptoFault` if libcrypto fails.
    package static func derive(
        passphrase: SecretBytes,
        salt: [UInt8],
        iterations: UInt32,
        length: Int
    ) throws -> SecretBytes {
        guard passphrase.count > 0, salt.count >= 8, iterations > 0, (1...1024).contains(length) else {
            throw CryptoRefusal.badLength
        }
        let parameters = ParameterList()
        unsafe passphrase.withUnsafeBytes { unsafe parameters.add("pass", raw: $0) }
        parameters.add("salt", bytes: salt)
        parameters.add("iter", count: iterations)
        return try derivation.derive(parameters, length: length)
    }
}

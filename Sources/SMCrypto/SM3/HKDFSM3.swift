import CLibCrypto

/// Derives keys from a key by HKDF with SM3 (RFC 5869, extract and expand).
package enum HKDFSM3 {
    /// The most bytes one derivation can give: 255 digests.
    package static let maximumLength = 255 * SM3.digestLength

    private static let algorithm = unsafe LibraryHandle.algorithm("HKDF", EVP_KDF_fetch(nil, "HKDF", nil)) {
        unsafe EVP_KDF_free($0)
    }

    /// Derives `length` bytes.
    ///
    /// - Parameters:
    ///   - key: the master key; at least 1 byte.
    ///   - salt: public, may be empty (then 32 zero bytes, as the standard says).
    ///   - info: what the new key is for; two purposes must differ here.
    ///   - length: 1 … ``maximumLength``.
    /// - Throws: `CryptoRefusal.badLength` for an empty key or another length, `CryptoFault` if libcrypto fails.
    package static func derive(key: [UInt8], salt: [UInt8], info: [UInt8], length: Int) throws -> [UInt8] {
        guard !key.isEmpty, (1...maximumLength).contains(length) else { throw CryptoRefusal.badLength }
        let context = unsafe try LibCrypto.object(EVP_KDF_CTX_new(algorithm.pointer), "EVP_KDF_CTX_new")
        defer { unsafe EVP_KDF_CTX_free(context) }
        let parameters = ParameterList()
        parameters.add("digest", text: "SM3")
        parameters.add("key", bytes: key)
        parameters.add("salt", bytes: salt)
        parameters.add("info", bytes: info)
        var result = [UInt8](repeating: 0, count: length)
        let status = unsafe parameters.withPointer { unsafe EVP_KDF_derive(context, &result, length, $0) }
        try LibCrypto.check(status, "EVP_KDF_derive")
        return result
    }

    /// Derives a key that never lies outside memory that is overwritten.
    ///
    /// - Throws: as `derive(key:salt:info:length:)`.
    package static func derive(secret: SecretBytes, salt: [UInt8], info: [UInt8], length: Int) throws -> SecretBytes {
        guard secret.count > 0, (1...maximumLength).contains(length) else { throw CryptoRefusal.badLength }
        let context = unsafe try LibCrypto.object(EVP_KDF_CTX_new(algorithm.pointer), "EVP_KDF_CTX_new")
        defer { unsafe EVP_KDF_CTX_free(context) }
        let parameters = ParameterList()
        parameters.add("digest", text: "SM3")
        unsafe secret.withUnsafeBytes { unsafe parameters.add("key", raw: $0) }
        parameters.add("salt", bytes: salt)
        parameters.add("info", bytes: info)
        return try unsafe SecretBytes(count: length) { key in
            let start = unsafe key.bindMemory(to: UInt8.self).baseAddress
            let status = unsafe parameters.withPointer { unsafe EVP_KDF_derive(context, start, length, $0) }
            try LibCrypto.check(status, "EVP_KDF_derive")
        }
    }
}

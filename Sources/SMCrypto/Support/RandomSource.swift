import CLibCrypto

/// The only source of randomness of the product: libcrypto's private generator, seeded by the operating system.
package enum RandomSource {
    /// Draws bytes that are fit for keys.
    ///
    /// - Parameter count: 0 … 2³¹−1 bytes.
    /// - Throws: `CryptoRefusal.badLength` for another count, `CryptoFault` if the generator cannot be seeded.
    package static func bytes(_ count: Int) throws -> [UInt8] {
        guard let length = Int32(exactly: count), length >= 0 else { throw CryptoRefusal.badLength }
        var result = [UInt8](repeating: 0, count: count)
        let status = unsafe RAND_priv_bytes(&result, length)
        try LibCrypto.check(status, "RAND_priv_bytes")
        return result
    }
}

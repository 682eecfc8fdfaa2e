/// SM4 in counter mode (GB/T 17964): a key stream laid over the message. Anyone can flip bits of the plaintext
/// through it, so it is only ever used together with an authentication code under another key.
package enum SM4CTR {
    /// Encrypts or decrypts: both are the same act, and the length stays.
    ///
    /// - Parameter iv: the first counter block, 16 bytes, counted up as one 128-bit big-endian number. No counter
    ///   block may ever be used twice under one key.
    /// - Throws: `CryptoRefusal.badLength` for another vector, `CryptoFault` if libcrypto fails.
    package static func apply(_ bytes: [UInt8], key: SM4Key, iv: [UInt8]) throws -> [UInt8] {
        guard iv.count == SM4Mode.blockLength else { throw CryptoRefusal.badLength }
        return try SM4Mode.run(SM4Mode.ctr, .encrypt, key: key, iv: iv, over: bytes)
    }
}

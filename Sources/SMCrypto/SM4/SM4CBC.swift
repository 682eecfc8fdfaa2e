/// SM4 in CBC mode with PKCS#7 padding (GB/T 17964). It hides, but does not protect against change: authenticate the
/// vector and the ciphertext together, and check that before decrypting.
package enum SM4CBC {
    /// Encrypts a message; the result is 1–16 bytes longer.
    ///
    /// - Parameter iv: 16 bytes nobody could foresee, drawn anew for each message; it travels with the ciphertext.
    /// - Throws: `CryptoRefusal.badLength` for another vector, `CryptoFault` if libcrypto fails.
    package static func encrypt(_ plaintext: [UInt8], key: SM4Key, iv: [UInt8]) throws -> [UInt8] {
        guard iv.count == SM4Mode.blockLength else { throw CryptoRefusal.badLength }
        return try SM4Mode.run(SM4Mode.cbc, .encrypt, key: key, iv: iv, over: plaintext, fill: .byLibrary)
    }

    /// Decrypts what `encrypt` made.
    ///
    /// - Throws: `CryptoRefusal.badLength` if the vector has not 16 bytes or the ciphertext is empty or not whole
    ///   blocks, `.badPadding` if the key is wrong or the text was changed and this happens to show.
    package static func decrypt(_ ciphertext: [UInt8], key: SM4Key, iv: [UInt8]) throws -> [UInt8] {
        guard iv.count == SM4Mode.blockLength else { throw CryptoRefusal.badLength }
        try SM4Padding.pkcs7.checkCiphertext(ciphertext)
        let blocks = try SM4Mode.run(SM4Mode.cbc, .decrypt, key: key, iv: iv, over: ciphertext)
        return try SM4Padding.pkcs7.stripped(blocks)
    }
}

/// SM4 block by block, because provincial dialects that hospitals already speak demand it.
///
/// Equal blocks give equal ciphertext, so ECB hides no patterns, and blocks can be dropped, repeated and moved unseen.
/// Nothing of our own design may use it.
package enum SM4ECBForDialects {
    /// Encrypts under a dialect's padding rule.
    ///
    /// - Throws: `CryptoRefusal.badLength` or `.badPadding` if the rule cannot carry this message.
    package static func encrypt(_ bytes: [UInt8], key: SM4Key, padding: SM4Padding) throws -> [UInt8] {
        try SM4Mode.run(SM4Mode.ecb, .encrypt, key: key, iv: [], over: padding.filled(bytes))
    }

    /// Decrypts under a dialect's padding rule.
    ///
    /// - Throws: `CryptoRefusal.badLength` if the text is not whole blocks, or empty where padding must be;
    ///   `.badPadding` if the padding is not what the rule writes.
    package static func decrypt(_ bytes: [UInt8], key: SM4Key, padding: SM4Padding) throws -> [UInt8] {
        try padding.checkCiphertext(bytes)
        return try padding.stripped(SM4Mode.run(SM4Mode.ecb, .decrypt, key: key, iv: [], over: bytes))
    }
}

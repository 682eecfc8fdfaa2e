import CLibCrypto

/// SM4 on single 16-byte blocks under one key (GB/T 32907-2016): for tokens that are one block each.
///
/// The key is expanded once, at `init`. Each call copies the expanded key, so one value serves any number of threads.
package final class SM4BlockCipher: Sendable, RedactedSecret {
    private let encryption: LibraryHandle
    private let decryption: LibraryHandle

    /// Expands the key for both directions.
    ///
    /// - Throws: `CryptoFault` if libcrypto fails.
    package init(key: SM4Key) throws {
        encryption = try Self.template(.encrypt, key)
        decryption = try Self.template(.decrypt, key)
    }

    /// Encrypts one block.
    ///
    /// - Throws: `CryptoRefusal.badLength` if the block has not 16 bytes.
    package func encrypt(_ block: [UInt8]) throws -> [UInt8] { try Self.run(encryption, block) }

    /// Decrypts one block. Every block is some block's ciphertext: what comes out still has to be checked.
    ///
    /// - Throws: `CryptoRefusal.badLength` if the block has not 16 bytes.
    package func decrypt(_ block: [UInt8]) throws -> [UInt8] { try Self.run(decryption, block) }

    private static func template(_ direction: SM4Mode.Direction, _ key: SM4Key) throws(CryptoFault) -> LibraryHandle {
        let context = unsafe try SM4Mode.context(SM4Mode.ecb, direction, key: key, iv: [])
        return unsafe LibraryHandle(owning: context) { unsafe EVP_CIPHER_CTX_free($0) }
    }

    private static func run(_ template: LibraryHandle, _ block: [UInt8]) throws -> [UInt8] {
        guard block.count == SM4Mode.blockLength else { throw CryptoRefusal.badLength }
        let context = unsafe try LibCrypto.object(EVP_CIPHER_CTX_new(), "EVP_CIPHER_CTX_new")
        defer { unsafe EVP_CIPHER_CTX_free(context) }
        try LibCrypto.check(unsafe EVP_CIPHER_CTX_copy(context, template.pointer), "EVP_CIPHER_CTX_copy")
        return unsafe try [UInt8](unsafeUninitializedCapacity: SM4Mode.blockLength) { output, count in
            var written: Int32 = 0
            let status = unsafe EVP_CipherUpdate(context, output.baseAddress, &written, block, Int32(block.count))
            guard status == 1, written == block.count else { throw LibCrypto.fault("EVP_CipherUpdate") }
            count = SM4Mode.blockLength
        }
    }
}

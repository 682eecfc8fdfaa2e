import CLibCrypto

/// A mode of SM4 as libcrypto names it, and the one function that runs it over a whole message.
enum SM4Mode {
    static let ecb = unsafe LibraryHandle.algorithm("SM4-ECB", EVP_CIPHER_fetch(nil, "SM4-ECB", nil)) {
        unsafe EVP_CIPHER_free($0)
    }
    static let cbc = unsafe LibraryHandle.algorithm("SM4-CBC", EVP_CIPHER_fetch(nil, "SM4-CBC", nil)) {
        unsafe EVP_CIPHER_free($0)
    }
    static let ctr = unsafe LibraryHandle.algorithm("SM4-CTR", EVP_CIPHER_fetch(nil, "SM4-CTR", nil)) {
        unsafe EVP_CIPHER_free($0)
    }

    /// Bytes of a block and of an initial vector.
    static let blockLength = 16

    enum Direction: Int32 {
        case decrypt = 0
        case encrypt = 1
    }

    /// Makes a context that holds the key, without padding, ready for data. The caller frees it.
    static func context(
        _ mode: LibraryHandle,
        _ direction: Direction,
        key: SM4Key,
        iv: [UInt8]
    ) throws(CryptoFault) -> OpaquePointer {
        let context = unsafe try LibCrypto.object(EVP_CIPHER_CTX_new(), "EVP_CIPHER_CTX_new")
        let vector: [UInt8]? = iv.isEmpty ? nil : iv
        let status = unsafe key.withUnsafeBytes { key in
            unsafe EVP_CipherInit_ex2(
                context,
                mode.pointer,
                key.bindMemory(to: UInt8.self).baseAddress,
                vector,
                direction.rawValue,
                nil
            )
        }
        guard status == 1, unsafe EVP_CIPHER_CTX_set_padding(context, 0) == 1 else {
            unsafe EVP_CIPHER_CTX_free(context)
            throw LibCrypto.fault("EVP_CipherInit_ex2")
        }
        return unsafe context
    }

    /// Runs the mode over `bytes`, which ECB and CBC want in whole blocks. The output is as long as the input.
    static func run(
        _ mode: LibraryHandle,
        _ direction: Direction,
        key: SM4Key,
        iv: [UInt8],
        over bytes: [UInt8]
    ) throws -> [UInt8] {
        guard let length = Int32(exactly: bytes.count), length <= Int32.max - 2 * Int32(blockLength) else {
            throw CryptoRefusal.badLength
        }
        let context = unsafe try context(mode, direction, key: key, iv: iv)
        defer { unsafe EVP_CIPHER_CTX_free(context) }
        var written: Int32 = 0
        var rest: Int32 = 0
        var output = [UInt8](repeating: 0, count: bytes.count + blockLength)
        try LibCrypto.check(unsafe EVP_CipherUpdate(context, &output, &written, bytes, length), "EVP_CipherUpdate")
        var tail = [UInt8](repeating: 0, count: blockLength)
        try LibCrypto.check(unsafe EVP_CipherFinal_ex(context, &tail, &rest), "EVP_CipherFinal_ex")
        guard written == length, rest == 0 else { throw LibCrypto.fault("EVP_CipherUpdate") }
        output.removeLast(blockLength)
        return output
    }
}

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

    /// Who fills a message up to whole blocks, by PKCS#7: nobody here, or libcrypto while it encrypts.
    enum Fill {
        case none, byLibrary
    }

    /// Makes a context that holds the key, without padding, ready for data. The caller frees it.
    static func context(
        _ mode: LibraryHandle,
        _ direction: Direction,
        key: SM4Key,
        iv: [UInt8],
        fill: Fill = .none
    ) throws(CryptoFault) -> OpaquePointer {
        let context = unsafe try LibCrypto.object(EVP_CIPHER_CTX_new(), "EVP_CIPHER_CTX_new")
        let status = unsafe key.withUnsafeBytes { key in
            unsafe iv.withUnsafeBufferPointer { iv in
                unsafe EVP_CipherInit_ex2(
                    context,
                    mode.pointer,
                    key.bindMemory(to: UInt8.self).baseAddress,
                    iv.isEmpty ? nil : iv.baseAddress,
                    direction.rawValue,
                    nil
                )
            }
        }
        // Saying "no padding" costs a tenth of a short message, so counter mode, which has none anyway, does without.
        let isSet = unsafe fill == .byLibrary || mode === ctr || EVP_CIPHER_CTX_set_padding(context, 0) == 1
        guard status == 1, isSet else {
            unsafe EVP_CIPHER_CTX_free(context)
            throw LibCrypto.fault("EVP_CipherInit_ex2")
        }
        return unsafe context
    }

    /// Runs the mode over `bytes`, which ECB and CBC want in whole blocks unless libcrypto fills them up. Without that,
    /// the output is as long as the input.
    static func run(
        _ mode: LibraryHandle,
        _ direction: Direction,
        key: SM4Key,
        iv: [UInt8],
        over bytes: [UInt8],
        fill: Fill = .none
    ) throws -> [UInt8] {
        guard let length = Int32(exactly: bytes.count), length <= Int32.max - 2 * Int32(blockLength) else {
            throw CryptoRefusal.badLength
        }
        let context = unsafe try context(mode, direction, key: key, iv: iv, fill: fill)
        defer { unsafe EVP_CIPHER_CTX_free(context) }
        let total = fill == .none ? bytes.count : (bytes.count / blockLength + 1) * blockLength
        return try unsafe [UInt8](unsafeUninitializedCapacity: total) { output, count in
            guard total > 0, let start = output.baseAddress else { return }
            var written: Int32 = 0
            var rest: Int32 = 0
            let status = unsafe EVP_CipherUpdate(context, start, &written, bytes, length)
            try LibCrypto.check(status, "EVP_CipherUpdate")
            if fill == .byLibrary {
                let end = unsafe start + Int(written)
                try LibCrypto.check(unsafe EVP_CipherFinal_ex(context, end, &rest), "EVP_CipherFinal_ex")
            }
            count = Int(written) + Int(rest)
            guard count == total else { throw LibCrypto.fault("EVP_CipherUpdate") }
        }
    }
}

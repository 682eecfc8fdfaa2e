import CLibCrypto

/// One of libcrypto's ways to derive a key, with SM3.
struct KeyDerivation: Sendable {
    private let algorithm: LibraryHandle

    init(_ name: StaticString) {
        let name = unsafe UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
        algorithm = unsafe LibraryHandle.algorithm("KDF", EVP_KDF_fetch(nil, name, nil)) { unsafe EVP_KDF_free($0) }
    }

    /// Derives `length` bytes that never lie outside memory which is overwritten.
    ///
    /// - Throws: `CryptoFault`.
    func derive(_ parameters: ParameterList, length: Int) throws -> SecretBytes {
        let context = unsafe try LibCrypto.object(EVP_KDF_CTX_new(algorithm.pointer), "EVP_KDF_CTX_new")
        defer { unsafe EVP_KDF_CTX_free(context) }
        parameters.add("digest", text: "SM3")
        return try unsafe SecretBytes(count: length) { key in
            let start = unsafe key.bindMemory(to: UInt8.self).baseAddress
            let status = unsafe parameters.withPointer { unsafe EVP_KDF_derive(context, start, length, $0) }
            try LibCrypto.check(status, "EVP_KDF_derive")
        }
    }
}

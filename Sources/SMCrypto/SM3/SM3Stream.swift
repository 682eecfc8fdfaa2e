import CLibCrypto

/// SM3 over a message that comes in pieces, such as a file too large for memory. Not for two threads at once.
@safe
package final class SM3Stream {
    private let context: OpaquePointer

    package init() {
        guard let made = unsafe EVP_MD_CTX_new() else { preconditionFailure("libcrypto has no memory for a digest") }
        unsafe context = made
        let status = unsafe EVP_DigestInit_ex(context, SM3.algorithm.pointer, nil)
        precondition(status == 1, "libcrypto could not begin an SM3 digest")
    }

    deinit { unsafe EVP_MD_CTX_free(context) }

    /// Takes the next bytes in.
    package func update(_ bytes: [UInt8]) {
        let status = unsafe EVP_DigestUpdate(context, bytes, bytes.count)
        precondition(status == 1, "libcrypto could not go on with an SM3 digest")
    }

    /// The digest of everything; nothing may follow.
    package func finish() -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: SM3.digestLength)
        var length: UInt32 = 0
        let status = unsafe EVP_DigestFinal_ex(context, &digest, &length)
        precondition(status == 1 && length == SM3.digestLength, "libcrypto could not compute an SM3 digest")
        return digest
    }
}

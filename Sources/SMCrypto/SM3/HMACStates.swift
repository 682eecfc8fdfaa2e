import CLibCrypto

/// HMAC-SM3 with the key already taken in: the states of the inner and the outer hash after their key blocks
/// (RFC 2104, 4), and after any bytes that every message begins with.
///
/// This is the plain construction over libcrypto's SM3. Copying two hash states takes half the time that libcrypto's
/// own HMAC object takes to be copied.
///
/// `@unchecked Sendable` holds because both states are only read, and copied, once they are made.
@safe
final class HMACStates: @unchecked Sendable {
    /// Bytes that SM3 takes in one step, and so the length of a key block.
    static let blockLength = 64

    private let inner: OpaquePointer
    private let outer: OpaquePointer

    /// Takes a key of at most ``blockLength`` bytes in, then what `beginning` feeds.
    init(key: UnsafeRawBufferPointer, beginning: (OpaquePointer) -> Void = { _ in }) {
        precondition(key.count <= Self.blockLength, "a longer key is hashed first")
        unsafe inner = Self.state(of: key, masked: 0x36)
        unsafe outer = Self.state(of: key, masked: 0x5C)
        unsafe beginning(inner)
    }

    deinit {
        unsafe EVP_MD_CTX_free(inner)
        unsafe EVP_MD_CTX_free(outer)
    }

    /// Makes a hash object to work with. The caller frees it, and never uses it from two threads at once.
    static func makeWorkspace() -> OpaquePointer {
        guard let workspace = unsafe EVP_MD_CTX_new() else {
            preconditionFailure("libcrypto could not make a hash object")
        }
        return unsafe workspace
    }

    /// Feeds bytes to a message under way.
    static func feed(_ workspace: OpaquePointer, _ bytes: UnsafeRawBufferPointer) {
        let status = unsafe EVP_DigestUpdate(workspace, bytes.baseAddress, bytes.count)
        precondition(status == 1, "libcrypto could not feed an HMAC")
    }

    /// Computes the code of the message that `message` feeds, into 32 bytes at `mac`.
    @inline(__always)
    func compute(
        into mac: UnsafeMutablePointer<UInt8>,
        using workspace: OpaquePointer,
        message: (OpaquePointer) -> Void
    ) {
        unsafe Self.copy(inner, to: workspace)
        unsafe message(workspace)
        unsafe Self.finish(workspace, into: mac)
        unsafe Self.copy(outer, to: workspace)
        unsafe Self.feed(workspace, UnsafeRawBufferPointer(start: mac, count: SM3.digestLength))
        unsafe Self.finish(workspace, into: mac)
    }

    private static func copy(_ state: OpaquePointer, to workspace: OpaquePointer) {
        precondition(unsafe EVP_MD_CTX_copy_ex(workspace, state) == 1, "libcrypto could not copy a hash state")
    }

    private static func finish(_ workspace: OpaquePointer, into mac: UnsafeMutablePointer<UInt8>) {
        var length: UInt32 = 0
        let status = unsafe EVP_DigestFinal_ex(workspace, mac, &length)
        precondition(status == 1 && length == SM3.digestLength, "libcrypto could not finish an HMAC")
    }

    private static func state(of key: UnsafeRawBufferPointer, masked mask: UInt8) -> OpaquePointer {
        let state = unsafe makeWorkspace()
        let status = unsafe EVP_DigestInit_ex2(state, SM3.algorithm.pointer, nil)
        precondition(status == 1, "libcrypto could not begin a hash")
        unsafe withUnsafeTemporaryAllocation(byteCount: blockLength, alignment: 8) { block in
            for index in 0..<blockLength {
                unsafe block[index] = (index < key.count ? key[index] : 0) ^ mask
            }
            unsafe feed(state, UnsafeRawBufferPointer(block))
            unsafe OPENSSL_cleanse(block.baseAddress, blockLength)
        }
        return unsafe state
    }
}

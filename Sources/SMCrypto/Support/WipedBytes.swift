import CLibCrypto

/// Bytes of a key that lives shortly, in an ordinary allocation that is overwritten before it is given back. Making one
/// costs no system call, unlike ``SecretBytes``.
///
/// `@unchecked Sendable` holds because the memory is written once, before anyone else can see the object.
@safe
final class WipedBytes: @unchecked Sendable, RedactedSecret {
    private let memory: UnsafeMutableRawBufferPointer

    init(_ bytes: [UInt8]) {
        unsafe memory = .allocate(byteCount: bytes.count, alignment: 16)
        unsafe memory.copyBytes(from: bytes)
    }

    deinit {
        unsafe OPENSSL_cleanse(memory.baseAddress, memory.count)
        unsafe memory.deallocate()
    }

    func withUnsafeBytes<Value>(_ body: (UnsafeRawBufferPointer) throws -> Value) rethrows -> Value {
        try unsafe body(UnsafeRawBufferPointer(memory))
    }
}

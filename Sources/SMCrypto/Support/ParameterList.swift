import CLibCrypto

/// The named parameters of one libcrypto call, with copies of their values that are overwritten at the end.
///
/// libcrypto keeps the pointers it is given, to names as well as to values. Names are therefore `StaticString`s, and
/// values live in memory of this object: keep it alive until the call is over, by `withPointer`.
@safe
final class ParameterList {
    private var parameters: [OSSL_PARAM] = unsafe []
    private var memory: [UnsafeMutableRawBufferPointer] = unsafe []

    deinit {
        for index in unsafe memory.indices {
            unsafe OPENSSL_cleanse(memory[index].baseAddress, memory[index].count)
            unsafe memory[index].deallocate()
        }
    }

    func add(_ name: StaticString, text: String) {
        let copy = unsafe keep(Array(text.utf8) + [0]).assumingMemoryBound(to: CChar.self)
        unsafe parameters.append(OSSL_PARAM_construct_utf8_string(Self.pointer(name), copy, text.utf8.count))
    }

    func add(_ name: StaticString, bytes: [UInt8]) {
        unsafe parameters.append(OSSL_PARAM_construct_octet_string(Self.pointer(name), keep(bytes), bytes.count))
    }

    func add(_ name: StaticString, raw: UnsafeRawBufferPointer) {
        unsafe parameters.append(OSSL_PARAM_construct_octet_string(Self.pointer(name), keep(raw), raw.count))
    }

    func add(_ name: StaticString, count: UInt32) {
        let copy = unsafe withUnsafeBytes(of: count) { unsafe keep($0) }.assumingMemoryBound(to: UInt32.self)
        unsafe parameters.append(OSSL_PARAM_construct_uint32(Self.pointer(name), copy))
    }

    /// Adds a non-negative number given as big-endian bytes; libcrypto wants it in the machine's own order.
    func add(_ name: StaticString, number: [UInt8]) {
        let isLittleEndian = UInt16(1).littleEndian == 1
        let copy = unsafe keep(isLittleEndian ? number.reversed() : number).assumingMemoryBound(to: UInt8.self)
        unsafe parameters.append(OSSL_PARAM_construct_BN(Self.pointer(name), copy, number.count))
    }

    /// Lends the finished list for the time of one call.
    func withPointer<Value>(_ body: (UnsafeMutablePointer<OSSL_PARAM>?) throws -> Value) rethrows -> Value {
        var list = unsafe parameters + [OSSL_PARAM_construct_end()]
        return try unsafe list.withUnsafeMutableBufferPointer { unsafe try body($0.baseAddress) }
    }

    private func keep(_ bytes: [UInt8]) -> UnsafeMutableRawPointer {
        unsafe bytes.withUnsafeBytes { unsafe keep($0) }
    }

    private func keep(_ bytes: UnsafeRawBufferPointer) -> UnsafeMutableRawPointer {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: max(bytes.count, 1), alignment: 16)
        unsafe copy.copyBytes(from: bytes)
        unsafe memory.append(copy)
        guard let start = copy.baseAddress else { preconditionFailure("an allocation has an address") }
        return unsafe start
    }

    private static func pointer(_ name: StaticString) -> UnsafePointer<CChar> {
        unsafe UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
    }
}

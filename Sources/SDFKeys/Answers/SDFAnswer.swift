package import HealthCardServices
package import SMCrypto

/// Reads what a device wrote into our buffers. Every function takes any bytes and ends in a checked value or
/// `.wrongAnswer`; none reads a byte that is not there. Numbers are in the order of the machine, which is
/// little-endian wherever this product runs.
package enum SDFAnswer {
    /// Bytes of a `DEVICEINFO`: 40, 16 and 16 of text, seven numbers (GM/T 0018-2012, 5.2).
    static let deviceInfoBytes = 100

    private static let scalarBytes = 32

    /// Reads an `ECCrefPublicKey`.
    ///
    /// - Throws: `.wrongAnswer` for another length than the profile's, other than 256 bits, or no point on the curve;
    ///   `.failed` if libcrypto fails.
    package static func publicKey(
        _ bytes: [UInt8],
        profile: SDFProfile
    ) throws(KeyServiceError) -> SM2PublicKey {
        guard bytes.count == profile.publicKeyBytes, number(bytes[..<4]) == 256 else { throw .wrongAnswer }
        let middle = 4 + profile.coordinateBytes
        let x = try scalar(bytes[4..<middle])
        let y = try scalar(bytes[middle...])
        return try checked { try SM2PublicKey(uncompressed: [4] + Array(x) + y) }
    }

    /// Reads an `ECCSignature`. Whether it is genuine is checked with the public key.
    ///
    /// - Throws: `.wrongAnswer` for another length than the profile's, or r or s out of range.
    package static func signature(
        _ bytes: [UInt8],
        profile: SDFProfile
    ) throws(KeyServiceError) -> SM2Signature {
        guard bytes.count == profile.signatureBytes else { throw .wrongAnswer }
        let r = try scalar(bytes[..<profile.coordinateBytes])
        let s = try scalar(bytes[profile.coordinateBytes...])
        return try checked { try SM2Signature(raw: Array(r) + s) }
    }

    /// Reads an `ECCCipher` around a key of 16 bytes.
    ///
    /// - Parameter bytes: a buffer of the profile's size; what lies beyond the structure is not looked at.
    /// - Throws: `.wrongAnswer` for a shorter buffer, another length inside, or a C1 that is not on the curve.
    package static func wrappedKey(
        _ bytes: [UInt8],
        profile: SDFProfile
    ) throws(KeyServiceError) -> SDFWrappedKey {
        let layout = profile.cipher
        guard bytes.count >= layout.bufferBytes,
            number(bytes[layout.range(of: .length)]) == UInt32(SDFWrappedKey.keyLength)
        else { throw .wrongAnswer }
        let x = try scalar(bytes[layout.range(of: .x)])
        let y = try scalar(bytes[layout.range(of: .y)])
        let hash = bytes[layout.range(of: .hash)].prefix(SM3.digestLength)
        let text = bytes[layout.range(of: .text)].prefix(SDFWrappedKey.keyLength)
        return try checked { try SDFWrappedKey([4] + Array(x) + y + hash + text) }
    }

    /// Writes a wrapped key as the vendor's `ECCCipher`: the way back of `wrappedKey`.
    package static func cipher(of key: SDFWrappedKey, profile: SDFProfile) -> [UInt8] {
        let layout = profile.cipher
        var bytes = [UInt8](repeating: 0, count: layout.bufferBytes)
        func write(_ value: ArraySlice<UInt8>, at start: Int) {
            bytes.replaceSubrange(start..<(start + value.count), with: value)
        }
        write(key.x, at: layout.range(of: .x).upperBound - scalarBytes)
        write(key.y, at: layout.range(of: .y).upperBound - scalarBytes)
        write(key.hash, at: layout.range(of: .hash).lowerBound)
        write(key.text, at: layout.range(of: .text).lowerBound)
        write([UInt8(SDFWrappedKey.keyLength), 0, 0, 0], at: layout.range(of: .length).lowerBound)
        return bytes
    }

    /// Reads a `DEVICEINFO`.
    ///
    /// - Throws: `.wrongAnswer` for another length.
    package static func deviceIdentity(_ bytes: [UInt8]) throws(KeyServiceError) -> SDFDeviceIdentity {
        guard bytes.count == deviceInfoBytes else { throw .wrongAnswer }
        return SDFDeviceIdentity(
            maker: text(bytes[0..<40]),
            model: text(bytes[40..<56]),
            serial: text(bytes[56..<72])
        )
    }

    /// The first 16 bytes that a random generator gave, as two numbers.
    package struct RandomHead: Equatable {
        private let first: UInt64
        private let second: UInt64

        /// Takes the head of at least 16 bytes.
        init(_ bytes: [UInt8]) {
            precondition(bytes.count >= 16, "a head has 16 bytes")
            (first, second) = unsafe bytes.withUnsafeBytes { bytes in
                unsafe (bytes.loadUnaligned(as: UInt64.self), bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            }
        }
    }

    /// Checks bytes of a random generator.
    ///
    /// - Parameter last: what the same session gave before.
    /// - Throws: `.wrongAnswer` if all bytes are equal or all are as before: a generator that is stuck. Of at least 16
    ///   bytes, a good one gives either less than once in 2¹²⁰.
    /// - Returns: what to compare the next bytes with.
    package static func random(_ bytes: [UInt8], last: RandomHead?) throws(KeyServiceError) -> RandomHead {
        guard bytes.count >= 16 else { throw .wrongAnswer }
        let head = RandomHead(bytes)
        if let last, last == head { throw .wrongAnswer }
        let first = bytes[0]
        if bytes.allSatisfy({ $0 == first }) { throw .wrongAnswer }
        return head
    }

    /// The right 32 bytes of a field; the bytes to their left must be zero.
    private static func scalar(_ field: ArraySlice<UInt8>) throws(KeyServiceError) -> ArraySlice<UInt8> {
        guard field.count >= scalarBytes, field.dropLast(scalarBytes).allSatisfy({ $0 == 0 }) else {
            throw .wrongAnswer
        }
        return field.suffix(scalarBytes)
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }

    private static func text(_ field: ArraySlice<UInt8>) -> String {
        let printable = field.prefix { $0 != 0 }.map { (0x20...0x7E).contains($0) ? $0 : UInt8(ascii: "?") }
        return String(decoding: printable, as: UTF8.self).trimmingCharacters
    }

    /// Turns refusals of our own parser into the device's fault.
    private static func checked<Value>(_ body: () throws -> Value) throws(KeyServiceError) -> Value {
        do {
            return try body()
        } catch is CryptoRefusal {
            throw .wrongAnswer
        } catch {
            throw .failed(reason: "libcrypto")
        }
    }
}

extension String {
    /// Without spaces at either end, which some devices fill their fields with.
    fileprivate var trimmingCharacters: String {
        let start = drop { $0 == " " }
        return String(start.reversed().drop { $0 == " " }.reversed())
    }
}

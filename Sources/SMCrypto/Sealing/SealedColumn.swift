/// A sealed cell as it lies in the database: version, algorithm, key version, nonce, ciphertext, tag.
///
/// | bytes | meaning |
/// | --- | --- |
/// | 1 | version of this form: 1 |
/// | 1 | ``AuthenticatedCipher/Algorithm`` |
/// | 4 | version of the branch key, big-endian, from 1 |
/// | 16 | nonce |
/// | 16·n | ciphertext of the padded text |
/// | 16 | tag |
///
/// Parsing says only that the form is right; whether it is genuine is for ``RowKey/open(_:column:)``.
package struct SealedColumn: Sendable, Equatable {
    static let version: UInt8 = 1
    static let headerLength = 6
    static let textOffset = headerLength + AuthenticatedCipher.nonceLength
    /// How long a text is filled up: to the next multiple of this, by at least one byte.
    static let blockLength = 16
    private static let minimumLength = textOffset + blockLength + AuthenticatedCipher.tagLength

    /// All of the cell.
    package let bytes: [UInt8]
    /// The branch key that opens it.
    package let keyVersion: UInt32
    /// How it was sealed.
    package let algorithm: AuthenticatedCipher.Algorithm

    /// Reads the header. Never traps, whatever the bytes.
    ///
    /// - Throws: `CryptoRefusal.malformedCiphertext` for another version, an unknown algorithm, key version 0 or a
    ///   length no cell can have.
    package init(_ bytes: [UInt8]) throws(CryptoRefusal) {
        guard bytes.count >= Self.minimumLength, (bytes.count - Self.minimumLength).isMultiple(of: Self.blockLength),
            bytes[0] == Self.version, let algorithm = AuthenticatedCipher.Algorithm(rawValue: bytes[1])
        else { throw .malformedCiphertext }
        keyVersion = bytes[2..<Self.headerLength].reduce(0) { $0 << 8 | UInt32($1) }
        guard keyVersion > 0 else { throw .malformedCiphertext }
        self.algorithm = algorithm
        self.bytes = bytes
    }

    /// The bytes of a cell for a text of `count` bytes, padding included.
    package static func length(forText count: Int) -> Int {
        minimumLength + count / blockLength * blockLength
    }

    static func header(keyVersion: UInt32) -> [UInt8] {
        let number = bigEndian(keyVersion)
        return [version, AuthenticatedCipher.Algorithm.sm4CTRWithHMACSM3.rawValue] + number
    }

    private static func bigEndian(_ value: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}

/// A 16-byte SM4 key, in memory that is overwritten when the last copy of this value goes.
///
/// The array it was made from is the caller's: let it go out of scope at once.
package struct SM4Key: Sendable, RedactedSecret {
    /// Bytes of a key.
    package static let length = 16

    private let secret: WipedBytes

    /// Takes the 16 bytes of a key.
    ///
    /// - Throws: `CryptoRefusal.malformedKey` for any other count.
    package init(_ bytes: [UInt8]) throws {
        guard bytes.count == Self.length else { throw CryptoRefusal.malformedKey }
        secret = WipedBytes(bytes)
    }

    func withUnsafeBytes<Value>(_ body: (UnsafeRawBufferPointer) throws -> Value) rethrows -> Value {
        try unsafe secret.withUnsafeBytes(body)
    }
}

import SMCrypto

/// A symmetric key of 16 bytes as the device wrapped it under its own encryption pair: an SM2 ciphertext whose point
/// was checked, free of any vendor's layout.
package struct SDFWrappedKey: Sendable, Equatable {
    /// Bytes of the key inside, and so of C2.
    static let keyLength = 16

    /// Bytes of ``bytes``: `04‖x‖y`, C3, C2.
    static let length = 65 + 32 + keyLength

    /// C1, C3, C2 in the order of GB/T 32918.4-2016.
    package let bytes: [UInt8]

    /// Takes C1, C3, C2.
    ///
    /// - Throws: `CryptoRefusal.malformedCiphertext` for another length or a C1 that is not on the curve.
    init(_ bytes: [UInt8]) throws {
        guard bytes.count == Self.length else { throw CryptoRefusal.malformedCiphertext }
        self.bytes = try SM2Ciphertext(c1c3c2: bytes).c1c3c2
    }

    var x: ArraySlice<UInt8> { bytes[1..<33] }
    var y: ArraySlice<UInt8> { bytes[33..<65] }
    var hash: ArraySlice<UInt8> { bytes[65..<97] }
    var text: ArraySlice<UInt8> { bytes[97...] }
}

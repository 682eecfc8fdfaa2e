/// An SM2 ciphertext: a point C1 on the curve, the hash C3, and the hidden text C2 of at least one byte.
///
/// Systems in the field write it in three ways; each has its own initializer, so nobody has to guess.
package struct SM2Ciphertext: Sendable, Equatable {
    private static let pointLength = 1 + 2 * SM2Curve.width
    private static let headLength = pointLength + SM3.digestLength

    /// `04‖x‖y`, C3, C2: the order of GB/T 32918.4-2016.
    package let c1c3c2: [UInt8]

    /// Takes the order of GB/T 32918.4-2016, with the leading `04`.
    ///
    /// - Throws: `CryptoRefusal.malformedCiphertext` if C1 is not on the curve, or C2 is empty or longer than
    ///   ``SM2/maximumPlaintextLength``. `CryptoFault` if libcrypto fails.
    package init(c1c3c2: [UInt8]) throws {
        let textLength = c1c3c2.count - Self.headLength
        guard (1...SM2.maximumPlaintextLength).contains(textLength),
            try SM2Curve.isPoint(Array(c1c3c2[..<Self.pointLength]))
        else { throw CryptoRefusal.malformedCiphertext }
        self.c1c3c2 = c1c3c2
    }

    /// Takes the order of the first edition (2010), with the leading `04`: older Java and smart-card code.
    ///
    /// - Throws: as `init(c1c3c2:)`.
    package init(c1c2c3: [UInt8]) throws {
        guard c1c2c3.count > Self.headLength else { throw CryptoRefusal.malformedCiphertext }
        let text = c1c2c3[Self.pointLength...].dropLast(SM3.digestLength)
        try self.init(c1c3c2: Array(c1c2c3[..<Self.pointLength]) + c1c2c3.suffix(SM3.digestLength) + text)
    }

    /// Takes `SEQUENCE { INTEGER x, INTEGER y, OCTET STRING C3, OCTET STRING C2 }` (GM/T 0009-2012, 7.2) in strict DER.
    ///
    /// - Throws: `CryptoRefusal.malformedCiphertext` for any other encoding, bytes after it, and as `init(c1c3c2:)`.
    package init(der: [UInt8]) throws {
        guard let parts = Self.parts(of: der) else { throw CryptoRefusal.malformedCiphertext }
        try self.init(c1c3c2: parts)
    }

    /// The order of the first edition: `04‖x‖y`, C2, C3.
    package var c1c2c3: [UInt8] { Array(c1c3c2[..<Self.pointLength]) + c2 + c3 }

    /// The DER form of GM/T 0009-2012.
    package var der: [UInt8] {
        let x = c1c3c2[1..<(1 + SM2Curve.width)]
        let y = c1c3c2[(1 + SM2Curve.width)..<Self.pointLength]
        return DERWriter.sequence(
            DERWriter.integer(x) + DERWriter.integer(y) + DERWriter.octets(c3) + DERWriter.octets(c2)
        )
    }

    var c2: ArraySlice<UInt8> { c1c3c2[Self.headLength...] }

    private var c3: ArraySlice<UInt8> { c1c3c2[Self.pointLength..<Self.headLength] }

    private static func parts(of der: [UInt8]) -> [UInt8]? {
        var outer = DERReader(der[...])
        guard var inner = outer.sequence(), outer.isAtEnd,
            let x = inner.integer(width: SM2Curve.width), let y = inner.integer(width: SM2Curve.width),
            let c3 = inner.octets(), c3.count == SM3.digestLength,
            let c2 = inner.octets(), inner.isAtEnd
        else { return nil }
        return [4] + x + y + c3 + c2
    }
}

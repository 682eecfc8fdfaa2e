/// An SM2 signature: two numbers r and s in [1, n−1] whose sum is not n. Whether it is genuine is for the key to say.
package struct SM2Signature: Sendable, Equatable {
    /// 64 bytes: r, s, each 32 bytes big-endian.
    package let raw: [UInt8]

    /// Takes `r‖s`.
    ///
    /// - Throws: `CryptoRefusal.malformedSignature` for another length or numbers out of range.
    package init(raw: [UInt8]) throws {
        let width = SM2Curve.width
        guard raw.count == 2 * width,
            SM2Curve.isPositive(raw[..<width], below: SM2Curve.order),
            SM2Curve.isPositive(raw[width...], below: SM2Curve.order),
            SM2Curve.difference(SM2Curve.order, Array(raw[..<width])).value != Array(raw[width...])
        else { throw CryptoRefusal.malformedSignature }
        self.raw = raw
    }

    /// Takes `SEQUENCE { INTEGER r, INTEGER s }` (GM/T 0009-2012, 7.3) in strict DER.
    ///
    /// - Throws: `CryptoRefusal.malformedSignature` for any other encoding, bytes after it, or numbers out of range.
    package init(der: [UInt8]) throws {
        guard let numbers = Self.numbers(in: der) else { throw CryptoRefusal.malformedSignature }
        try self.init(raw: numbers)
    }

    /// The signature as `SEQUENCE { INTEGER r, INTEGER s }`, at most 72 bytes.
    package var der: [UInt8] {
        DERWriter.sequence(
            DERWriter.integer(raw[..<SM2Curve.width]) + DERWriter.integer(raw[SM2Curve.width...])
        )
    }

    private static func numbers(in der: [UInt8]) -> [UInt8]? {
        var outer = DERReader(der[...])
        guard var inner = outer.sequence(), outer.isAtEnd,
            let r = inner.integer(width: SM2Curve.width), let s = inner.integer(width: SM2Curve.width), inner.isAtEnd
        else { return nil }
        return r + s
    }
}

import SMCrypto

/// SM2 signatures, points and hexadecimal digits: what is accepted must be written back as the very bytes it was read
/// from.
enum SignatureFuzz: FuzzTarget {
    static func seeds() throws -> [[UInt8]] {
        let signature = try FuzzKey.sm2.sign([1])
        let small = try SM2Signature(raw: [UInt8](repeating: 0, count: 31) + [1] + [UInt8](repeating: 1, count: 32))
        return [
            signature.der, signature.raw, small.der, FuzzKey.sm2.publicKey.uncompressed, Array("00aAfF".utf8),
            [0x30, 0x81, 0x80, 0x02, 0x82, 0x01, 0x00], [0x30, 0x84, 0x7F, 0xFF, 0xFF, 0xFF, 0x02, 0x01, 0x80],
        ]
    }

    static func feed(_ bytes: [UInt8]) {
        // A refusal, here and below, is as good an end as any.
        if let signature = try? SM2Signature(der: bytes) {
            precondition(signature.der == bytes, "two encodings of one signature are accepted")
            precondition((try? SM2Signature(raw: signature.raw)) == signature, "the raw form is refused")
            _ = FuzzKey.sm2.publicKey.isValid(signature, for: [1])
        }
        if let signature = try? SM2Signature(raw: bytes) {
            precondition((try? SM2Signature(der: signature.der)) == signature, "the DER form is refused")
        }
        if let key = try? SM2PublicKey(uncompressed: bytes) {
            precondition(key.uncompressed == bytes, "the point changed")
        }
        let text = String(decoding: bytes, as: UTF8.self)
        if let decoded = Hex.decode(text) {
            precondition(Hex.lower(decoded) == text.lowercased(), "other digits came back")
        }
    }
}

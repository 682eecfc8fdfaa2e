import SMCrypto
import Testing

/// Every valid SM2 case of the vector file, spoilt in each of the ways that lenient readers let pass.
@Suite struct `Every spoilt SM2 vector is refused` {
    @Test(arguments: GMVectors.cases("sm2-sign"))
    func `as a signature`(vector: GMVector) throws {
        for (name, der) in try Self.spoilt(vector.bytes("sig_der")) {
            #expect(throws: CryptoRefusal.malformedSignature, "\(name)") { try SM2Signature(der: der) }
        }
    }

    @Test(arguments: GMVectors.cases("sm2-sign"))
    func `under another identity, message or key`(vector: GMVector) throws {
        let key = try SM2PublicKey(uncompressed: vector.bytes("pub"))
        let signature = try SM2Signature(der: vector.bytes("sig_der"))
        let (id, message) = (try vector.bytes("id"), try vector.bytes("msg"))
        #expect(key.isValid(signature, for: message, id: id))
        #expect(!key.isValid(signature, for: message, id: []))
        #expect(!key.isValid(signature, for: message, id: id + [0x31]))
        #expect(!key.isValid(signature, for: message, id: id == SM2.defaultID ? [0x31] : SM2.defaultID))
        #expect(!key.isValid(signature, for: message + [0], id: id))
        let other = try SM2PrivateKey(rawRepresentation: [UInt8](repeating: 7, count: 32)).publicKey
        #expect(!other.isValid(signature, for: message, id: id))
    }

    @Test(arguments: GMVectors.cases("sm2-encrypt"))
    func `as a ciphertext`(vector: GMVector) throws {
        for (name, der) in try Self.spoilt(vector.bytes("der")) {
            #expect(throws: CryptoRefusal.malformedCiphertext, "\(name)") { try SM2Ciphertext(der: der) }
        }
        let raw = try vector.bytes("c1c3c2")
        let infinity = [0] + raw[65...]
        #expect(throws: CryptoRefusal.malformedCiphertext) { try SM2Ciphertext(c1c3c2: infinity) }
        let key = try SM2PrivateKey(rawRepresentation: vector.bytes("priv"))
        let longer = try SM2Ciphertext(c1c3c2: raw + [0])
        #expect(throws: CryptoRefusal.notAuthentic) { try key.decrypt(longer) }
    }

    /// The same numbers in encodings that DER forbids, and one number made negative.
    private static func spoilt(_ der: [UInt8]) throws -> [(String, [UInt8])] {
        try #require(der[0] == 0x30, "a vector is a sequence")
        let size = der[1] < 0x80 ? [] : Array(der[2...].prefix(Int(der[1] & 0x7F)))
        let body = Array(der.dropFirst(2 + size.count))
        let width = Int(body[1])
        let (number, rest) = (Array(body[2..<(2 + width)]), Array(body[(2 + width)...]))
        let longForm = size.isEmpty ? [0x30, 0x81, der[1]] : [0x30, der[1] + 1, 0] + size
        let negative = number[0] == 0 ? Array(number.dropFirst()) : [number[0] | 0x80] + number.dropFirst()
        return [
            ("a byte after it", der + [0]),
            ("a byte after the last field", sequence(body + [0])),
            ("a length longer than need be", longForm + body),
            ("a number's length longer than need be", sequence([2, 0x81, UInt8(width)] + number + rest)),
            ("no definite length", [0x30, 0x80] + body + [0, 0]),
            ("a zero too many", sequence([2, UInt8(width + 1), 0] + number + rest)),
            ("a negative number", sequence([2, UInt8(negative.count)] + negative + rest)),
            ("an empty number", sequence([2, 0] + rest)),
            ("a byte missing", Array(der.dropLast())),
        ]
    }

    private static func sequence(_ body: [UInt8]) -> [UInt8] {
        switch body.count {
        case ..<0x80: [0x30, UInt8(body.count)] + body
        case ..<0x100: [0x30, 0x81, UInt8(body.count)] + body
        default: [0x30, 0x82, UInt8(body.count >> 8), UInt8(body.count & 0xFF)] + body
        }
    }
}

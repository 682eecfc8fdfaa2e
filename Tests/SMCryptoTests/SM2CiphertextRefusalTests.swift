import SMCrypto
import Testing

@Suite struct `An SM2 ciphertext is refused` {
    private let key: SM2PrivateKey
    private let good: SM2Ciphertext

    init() throws {
        key = try SM2PrivateKey.generate()
        good = try key.publicKey.encrypt(Array("a message".utf8))
    }

    @Test func `when it is cut anywhere before its text begins, or has no text`() {
        for count in 0...97 {
            let cut = Array(good.c1c3c2.prefix(count))
            #expect(throws: CryptoRefusal.malformedCiphertext) { try SM2Ciphertext(c1c3c2: cut) }
            #expect(throws: CryptoRefusal.malformedCiphertext) { try SM2Ciphertext(c1c2c3: cut) }
        }
    }

    @Test func `when its point is not on the curve, infinity, or without its prefix`() {
        let rest = good.c1c3c2[65...]
        let zeros = [UInt8](repeating: 0, count: 64)
        for point in [[4] + zeros, [0] + zeros, [4] + zeros.dropLast() + [1], [3] + good.c1c3c2[1..<65]] {
            #expect(throws: CryptoRefusal.malformedCiphertext) { try SM2Ciphertext(c1c3c2: point + rest) }
        }
        #expect(throws: CryptoRefusal.malformedCiphertext) {
            try SM2Ciphertext(c1c3c2: Array(good.c1c3c2.dropFirst()))
        }
    }

    @Test func `when anything follows or is missing in its DER`() {
        let der = good.der
        #expect(throws: CryptoRefusal.malformedCiphertext) { try SM2Ciphertext(der: der + [0]) }
        #expect(throws: CryptoRefusal.malformedCiphertext) { try SM2Ciphertext(der: Array(der.dropLast())) }
        #expect(throws: CryptoRefusal.malformedCiphertext) { try SM2Ciphertext(der: []) }
        #expect(throws: CryptoRefusal.malformedCiphertext) { try SM2Ciphertext(der: good.c1c3c2) }
        var longer = der
        longer[1] += 2
        #expect(throws: CryptoRefusal.malformedCiphertext) { try SM2Ciphertext(der: longer + [5, 0]) }
    }

    @Test func `when its DER carries a hash of another length or an empty text`() {
        let numbers = Array(good.der.dropFirst(2).dropLast(2 + 32 + 2 + 9))
        for (hash, text) in [(31, 9), (33, 9), (0, 9), (32, 0)] {
            let body =
                numbers + [4, UInt8(hash)] + [UInt8](repeating: 1, count: hash)
                + [4, UInt8(text)] + [UInt8](repeating: 1, count: text)
            #expect(throws: CryptoRefusal.malformedCiphertext) {
                try SM2Ciphertext(der: [0x30, UInt8(body.count)] + body)
            }
        }
    }

    @Test func `as not authentic when hash or text changed, a byte follows, or the order was mistaken`() throws {
        let raw = good.c1c3c2
        for index in [65, 96, 97, raw.count - 1] {
            var changed = raw
            changed[index] ^= 1
            let ciphertext = try SM2Ciphertext(c1c3c2: changed)
            #expect(throws: CryptoRefusal.notAuthentic) { try key.decrypt(ciphertext) }
        }
        let longer = try SM2Ciphertext(c1c3c2: raw + [0])
        #expect(throws: CryptoRefusal.notAuthentic) { try key.decrypt(longer) }
        let mistaken = try SM2Ciphertext(c1c2c3: raw)
        #expect(throws: CryptoRefusal.notAuthentic) { try key.decrypt(mistaken) }
    }

    @Test func `as not authentic by any other key`() throws {
        let other = try SM2PrivateKey.generate()
        #expect(throws: CryptoRefusal.notAuthentic) { try other.decrypt(good) }
    }

    /// Made with k = 470 for the key of GB/T 32918.5 A.2: C3 is right, but the one byte of key stream is zero.
    @Test func `as not authentic when its key stream is zero`() throws {
        let standard = "3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8"
        let key = try SM2PrivateKey(rawRepresentation: try #require(Hex.decode(standard)))
        let digits = """
            0417a8dbf0e9d5ce427a04c8800bef14de5e22e24c5cee027d8f71fe0bf8a909b1\
            0bc9ed977244bf069fa0e9163a353597134cf54a2747957945678515b49265e8\
            914e05f1a4fc4644c89522b4009523e440a3243d40c4b05b75ac2af01f06286a5a
            """
        let ciphertext = try SM2Ciphertext(c1c3c2: try #require(Hex.decode(digits)))
        #expect(throws: CryptoRefusal.notAuthentic) { try key.decrypt(ciphertext) }
    }
}

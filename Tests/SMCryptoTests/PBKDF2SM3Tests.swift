import SMCrypto
import Testing

@Suite struct `PBKDF2 with HMAC-SM3` {
    private static let passphrase = SecretBytes(Array("一个口令 a passphrase".utf8))
    private static let salt = [UInt8](0..<16)

    @Test(arguments: [(1, 32), (2, 32), (1000, 32), (3, 20), (3, 33), (2, 100)] as [(UInt32, Int)])
    func `is what RFC 8018 builds from HMAC`(iterations: UInt32, length: Int) throws {
        let key = try PBKDF2SM3.derive(
            passphrase: Self.passphrase,
            salt: Self.salt,
            iterations: iterations,
            length: length
        )
        #expect(key.exposed == byHand(iterations: iterations, length: length))
    }

    @Test func `refuses what it cannot do well`() {
        let derive = { (passphrase: SecretBytes, salt: [UInt8], iterations: UInt32, length: Int) in
            try PBKDF2SM3.derive(passphrase: passphrase, salt: salt, iterations: iterations, length: length)
        }
        #expect(throws: CryptoRefusal.badLength) { try derive(SecretBytes([]), Self.salt, 1, 32) }
        #expect(throws: CryptoRefusal.badLength) { try derive(Self.passphrase, [1, 2, 3], 1, 32) }
        #expect(throws: CryptoRefusal.badLength) { try derive(Self.passphrase, Self.salt, 0, 32) }
        #expect(throws: CryptoRefusal.badLength) { try derive(Self.passphrase, Self.salt, 1, 0) }
        #expect(throws: CryptoRefusal.badLength) { try derive(Self.passphrase, Self.salt, 1, 1025) }
    }

    private func byHand(iterations: UInt32, length: Int) -> [UInt8] {
        let mac = HMACSM3(key: Self.passphrase.exposed)
        var output: [UInt8] = []
        var number: UInt8 = 1
        while output.count < length {
            var last = mac.authenticate(Self.salt + [0, 0, 0, number])
            var block = last
            for _ in 1..<iterations {
                last = mac.authenticate(last)
                for index in block.indices { block[index] ^= last[index] }
            }
            output += block
            number += 1
        }
        return Array(output.prefix(length))
    }
}

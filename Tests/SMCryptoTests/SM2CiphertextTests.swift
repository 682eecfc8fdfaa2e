import SMCrypto
import SeededRandom
import Testing

@Suite struct `SM2 ciphertexts` {
    @Test(arguments: GMVectors.cases("sm2-encrypt"))
    func `of the vector decrypt from all three encodings, which convert into one another`(vector: GMVector) throws {
        #expect(try vector.text("result") == "valid")
        let key = try SM2PrivateKey(rawRepresentation: vector.bytes("priv"))
        #expect(key.publicKey.uncompressed == (try vector.bytes("pub")))
        let ciphertext = try SM2Ciphertext(c1c3c2: vector.bytes("c1c3c2"))
        #expect(try SM2Ciphertext(c1c2c3: vector.bytes("c1c2c3")) == ciphertext)
        #expect(try SM2Ciphertext(der: vector.bytes("der")) == ciphertext)
        #expect(ciphertext.c1c3c2 == (try vector.bytes("c1c3c2")))
        #expect(ciphertext.c1c2c3 == (try vector.bytes("c1c2c3")))
        #expect(ciphertext.der == (try vector.bytes("der")))
        #expect(try key.decrypt(ciphertext) == vector.bytes("msg"))
        let fresh = try key.publicKey.encrypt(vector.bytes("msg"))
        #expect(fresh != ciphertext, "the nonce must be new")
        #expect(try key.decrypt(fresh) == vector.bytes("msg"))
    }

    @Test func `give every message back, and no bit may change`() throws {
        var random = SeededGenerator(seed: 9)
        let key = try SM2PrivateKey.generate()
        for length in 1...60 {
            let message = random.bytes(length)
            let ciphertext = try key.publicKey.encrypt(message)
            #expect(try key.decrypt(ciphertext) == message)
            let changed = random.flippingOneBit(of: ciphertext.c1c3c2)
            #expect(throws: CryptoRefusal.self) { try key.decrypt(SM2Ciphertext(c1c3c2: changed)) }
        }
    }

    @Test func `carry a message of 1 MiB and refuse one byte more, and none`() throws {
        let key = try SM2PrivateKey.generate()
        let longest = [UInt8](repeating: 0x41, count: SM2.maximumPlaintextLength)
        let ciphertext = try key.publicKey.encrypt(longest)
        #expect(try key.decrypt(SM2Ciphertext(der: ciphertext.der)) == longest)
        #expect(throws: CryptoRefusal.badLength) { try key.publicKey.encrypt(longest + [0]) }
        #expect(throws: CryptoRefusal.badLength) { try key.publicKey.encrypt([]) }
        #expect(throws: CryptoRefusal.malformedCiphertext) { try SM2Ciphertext(c1c3c2: ciphertext.c1c3c2 + [0]) }
    }

    /// One key stream of a byte in 256 is zero; libcrypto must draw again (GB/T 32918.4-2016, 6.1, A5).
    @Test func `never show the message`() throws {
        let key = try SM2PrivateKey.generate()
        for _ in 0..<1500 {
            #expect(try key.publicKey.encrypt([0x5A]).c1c3c2.last != 0x5A)
        }
    }
}

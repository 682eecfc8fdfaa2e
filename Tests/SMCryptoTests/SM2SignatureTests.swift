import SMCrypto
import SeededRandom
import Testing

@Suite struct `SM2 signatures` {
    @Test(arguments: GMVectors.cases("sm2-sign"))
    func `of the vector are valid, in both encodings, over the stated hashes`(vector: GMVector) throws {
        #expect(try vector.text("result") == "valid")
        let key = try SM2PublicKey(uncompressed: vector.bytes("pub"))
        let (message, id) = (try vector.bytes("msg"), try vector.bytes("id"))
        #expect(try SM2Digest.identity(id, publicKey: key) == vector.bytes("z"))
        #expect(try SM2Digest.message(message, id: id, publicKey: key) == vector.bytes("e"))
        let raw = try SM2Signature(raw: vector.bytes("r") + vector.bytes("s"))
        #expect(raw.der == (try vector.bytes("sig_der")))
        #expect(try SM2Signature(der: vector.bytes("sig_der")) == raw)
        #expect(key.isValid(raw, for: message, id: id))
    }

    @Test(arguments: GMVectors.cases("sm2-sign"))
    func `made with the private key of the vector are valid under its public key`(vector: GMVector) throws {
        let key = try SM2PrivateKey(rawRepresentation: vector.bytes("priv"))
        let (message, id) = (try vector.bytes("msg"), try vector.bytes("id"))
        let signature = try key.sign(message, id: id)
        #expect(signature.raw != (try vector.bytes("r") + vector.bytes("s")), "the nonce must be new")
        #expect(try SM2PublicKey(uncompressed: vector.bytes("pub")).isValid(signature, for: message, id: id))
    }

    @Test func `fit one message, one identity and one key, and no bit may change`() throws {
        var random = SeededGenerator(seed: 8)
        let key = try SM2PrivateKey.generate()
        let other = try SM2PrivateKey.generate().publicKey
        for length in 1...60 {
            let message = random.bytes(length)
            let signature = try key.sign(message)
            #expect(key.publicKey.isValid(signature, for: message))
            #expect(key.publicKey.isValid(try SM2Signature(der: signature.der), for: message))
            #expect(!key.publicKey.isValid(signature, for: random.flippingOneBit(of: message)))
            #expect(!key.publicKey.isValid(signature, for: message, id: random.flippingOneBit(of: SM2.defaultID)))
            #expect(!other.isValid(signature, for: message))
            let swapped = try SM2Signature(raw: Array(signature.raw[32...] + signature.raw[..<32]))
            #expect(!key.publicKey.isValid(swapped, for: message))
            // A changed bit can lift a number above n; then it is no signature at all.
            let changed = random.flippingOneBit(of: signature.raw)
            if let read = try? SM2Signature(raw: changed) {
                #expect(!key.publicKey.isValid(read, for: message))
            }
        }
    }

    @Test func `of one message differ each time`() throws {
        let key = try SM2PrivateKey.generate()
        let signatures = try (0..<20).map { _ in try key.sign([1]).raw }
        #expect(Set(signatures).count == 20)
    }

    @Test func `need an identity of 1 to 8191 bytes`() throws {
        let key = try SM2PrivateKey.generate()
        let signature = try key.sign([1])
        for count in [0, SM2.maximumIDLength + 1] {
            let id = [UInt8](repeating: 0x41, count: count)
            #expect(throws: CryptoRefusal.badLength) { try key.sign([1], id: id) }
            #expect(!key.publicKey.isValid(signature, for: [1], id: id))
        }
    }
}

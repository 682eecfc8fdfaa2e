import SMCrypto
import SeededRandom
import Testing

@Suite struct `SM4 modes` {
    static let iv = [UInt8](repeating: 9, count: 16)

    @Test(arguments: GMVectors.cases("sm4/ECB"))
    func `encrypts and decrypts the blocks of the vector`(vector: GMVector) throws {
        let key = try SM4Key(vector.bytes("key"))
        let (plain, secret) = (try vector.bytes("pt"), try vector.bytes("ct"))
        if let iterations = vector.fields.number("iterations") {
            let cipher = try SM4BlockCipher(key: key)
            var block = plain
            for _ in 0..<iterations { block = try cipher.encrypt(block) }
            #expect(block == secret)
        } else {
            #expect(try SM4ECBForDialects.encrypt(plain, key: key, padding: .none) == secret)
            #expect(try SM4ECBForDialects.decrypt(secret, key: key, padding: .none) == plain)
            let cipher = try SM4BlockCipher(key: key)
            #expect(try cipher.encrypt(Array(plain.prefix(16))) == Array(secret.prefix(16)))
            #expect(try cipher.decrypt(Array(secret.prefix(16))) == Array(plain.prefix(16)))
        }
    }

    @Test(arguments: GMVectors.cases("sm4/CBC-PKCS7"))
    func `encrypts and decrypts the padded chain of the vector`(vector: GMVector) throws {
        let key = try SM4Key(vector.bytes("key"))
        let iv = try vector.bytes("iv")
        #expect(try SM4CBC.encrypt(vector.bytes("pt"), key: key, iv: iv) == vector.bytes("ct"))
        #expect(try SM4CBC.decrypt(vector.bytes("ct"), key: key, iv: iv) == vector.bytes("pt"))
    }

    /// The unpadded cases: a padded message of whole blocks begins with them, and one block follows.
    @Test(arguments: GMVectors.cases("sm4/CBC"))
    func `begins with the chain of the unpadded vector`(vector: GMVector) throws {
        let key = try SM4Key(vector.bytes("key"))
        let (plain, secret) = (try vector.bytes("pt"), try vector.bytes("ct"))
        let made = try SM4CBC.encrypt(plain, key: key, iv: vector.bytes("iv"))
        #expect(made.count == secret.count + 16)
        #expect(Array(made.prefix(secret.count)) == secret)
        #expect(try SM4CBC.decrypt(secret + made.suffix(16), key: key, iv: vector.bytes("iv")) == plain)
    }

    @Test(arguments: GMVectors.cases("sm4/CTR"))
    func `lays the key stream of the vector over the message, and off again`(vector: GMVector) throws {
        let key = try SM4Key(vector.bytes("key"))
        let iv = try vector.bytes("iv")
        #expect(try SM4CTR.apply(vector.bytes("pt"), key: key, iv: iv) == vector.bytes("ct"))
        #expect(try SM4CTR.apply(vector.bytes("ct"), key: key, iv: iv) == vector.bytes("pt"))
    }

    @Test func `gives back every message up to 100 bytes, in every mode and padding`() throws {
        var random = SeededGenerator(seed: 5)
        for length in 0...100 {
            let key = try SM4Key(random.bytes(16))
            let iv = random.bytes(16)
            var message = random.bytes(length)
            if message.last == 0 { message[length - 1] = 1 }
            #expect(try SM4CBC.decrypt(SM4CBC.encrypt(message, key: key, iv: iv), key: key, iv: iv) == message)
            #expect(try SM4CTR.apply(SM4CTR.apply(message, key: key, iv: iv), key: key, iv: iv) == message)
            for padding in SM4Padding.allCases where padding != .none || length.isMultiple(of: 16) {
                let secret = try SM4ECBForDialects.encrypt(message, key: key, padding: padding)
                #expect(secret.count == (padding == .none ? length : (length / 16 + 1) * 16))
                #expect(try SM4ECBForDialects.decrypt(secret, key: key, padding: padding) == message)
            }
        }
    }

    @Test func `encrypts a block as ECB does, and decrypts it`() throws {
        var random = SeededGenerator(seed: 6)
        let key = try SM4Key(random.bytes(16))
        let cipher = try SM4BlockCipher(key: key)
        for _ in 0..<200 {
            let block = random.bytes(16)
            let secret = try cipher.encrypt(block)
            #expect(try SM4ECBForDialects.encrypt(block, key: key, padding: .none) == secret)
            #expect(try cipher.decrypt(secret) == block)
            #expect(try cipher.decrypt(random.flippingOneBit(of: secret)) != block)
        }
    }
}

import SMCrypto
import Testing

@Suite struct `SM4 refuses` {
    private let key: SM4Key
    private let iv = [UInt8](repeating: 9, count: 16)

    init() throws { key = try SM4Key([UInt8](repeating: 8, count: 16)) }

    @Test(arguments: [0, 1, 15, 17, 32])
    func `keys, vectors and blocks that have not 16 bytes`(count: Int) throws {
        let bytes = [UInt8](repeating: 1, count: count)
        let cipher = try SM4BlockCipher(key: key)
        #expect(throws: CryptoRefusal.malformedKey) { try SM4Key(bytes) }
        #expect(throws: CryptoRefusal.badLength) { try SM4CBC.encrypt([1], key: key, iv: bytes) }
        #expect(throws: CryptoRefusal.badLength) { try SM4CBC.decrypt(iv, key: key, iv: bytes) }
        #expect(throws: CryptoRefusal.badLength) { try SM4CTR.apply([1], key: key, iv: bytes) }
        #expect(throws: CryptoRefusal.badLength) { try cipher.encrypt(bytes) }
        #expect(throws: CryptoRefusal.badLength) { try cipher.decrypt(bytes) }
    }

    @Test(arguments: [1, 15, 17, 31])
    func `ciphertext of broken blocks`(count: Int) {
        let bytes = [UInt8](repeating: 1, count: count)
        #expect(throws: CryptoRefusal.badLength) { try SM4CBC.decrypt(bytes, key: key, iv: iv) }
        for padding in SM4Padding.allCases {
            #expect(throws: CryptoRefusal.badLength) {
                try SM4ECBForDialects.decrypt(bytes, key: key, padding: padding)
            }
        }
        #expect(throws: CryptoRefusal.badLength) { try SM4ECBForDialects.encrypt(bytes, key: key, padding: .none) }
    }

    @Test func `empty ciphertext where padding must be`() throws {
        #expect(throws: CryptoRefusal.badLength) { try SM4CBC.decrypt([], key: key, iv: iv) }
        #expect(throws: CryptoRefusal.badLength) { try SM4ECBForDialects.decrypt([], key: key, padding: .pkcs7) }
        #expect(throws: CryptoRefusal.badLength) { try SM4ECBForDialects.decrypt([], key: key, padding: .zeroByte) }
        #expect(try SM4ECBForDialects.decrypt([], key: key, padding: .none) == [])
    }

    /// Last blocks that PKCS#7 never writes: no count, a count above 16, one byte of the padding wrong.
    @Test func `padding that PKCS7 never writes`() throws {
        let letters = [UInt8](repeating: 0x41, count: 16)
        var blocks = [letters, Array(letters.dropLast()) + [0], Array(letters.dropLast()) + [17]]
        for wrong in 0..<15 {
            var block = [UInt8](repeating: 16, count: 16)
            block[wrong] = 15
            blocks.append(block)
        }
        for block in blocks {
            let secret = try SM4ECBForDialects.encrypt(block, key: key, padding: .none)
            #expect(throws: CryptoRefusal.badPadding) {
                try SM4ECBForDialects.decrypt(secret, key: key, padding: .pkcs7)
            }
            let chained = try SM4ECBForDialects.encrypt(zip(block, iv).map { $0 ^ $1 }, key: key, padding: .none)
            #expect(throws: CryptoRefusal.badPadding) { try SM4CBC.decrypt(chained, key: key, iv: iv) }
        }
    }

    @Test func `a message that zero padding could not give back`() {
        #expect(throws: CryptoRefusal.badPadding) {
            try SM4ECBForDialects.encrypt([1, 0], key: key, padding: .zeroByte)
        }
    }

    @Test func `nothing when a sender left the zero block away: whole blocks are read as they are`() throws {
        let message = [UInt8](repeating: 0x41, count: 32)
        let secret = try SM4ECBForDialects.encrypt(message, key: key, padding: .none)
        #expect(try SM4ECBForDialects.decrypt(secret, key: key, padding: .zeroByte) == message)
    }
}

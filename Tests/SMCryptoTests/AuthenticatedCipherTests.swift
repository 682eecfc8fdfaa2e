import SMCrypto
import SeededRandom
import Testing

@Suite struct `Authenticated encryption` {
    private static let secret = SecretBytes([UInt8](repeating: 0x33, count: 32))
    private static let nonce = [UInt8](repeating: 0xFF, count: 16)
    private static let bound = AssociatedData([[1], [2, 3]])

    @Test(arguments: [0, 1, 16, 100, 65_536])
    func `opens what it sealed`(count: Int) throws {
        let cipher = try AuthenticatedCipher(secret: Self.secret, purpose: "test")
        var random = SeededGenerator(seed: UInt64(count))
        let text = random.bytes(count)
        let sealed = cipher.seal(text, nonce: Self.nonce, associated: Self.bound)
        #expect(sealed.count == count + 16)
        #expect(try cipher.open(sealed, nonce: Self.nonce, associated: Self.bound) == text)
    }

    @Test func `is SM4-CTR, then HMAC-SM3 over binding, nonce and ciphertext`() throws {
        let cipher = try AuthenticatedCipher(secret: Self.secret, purpose: "test")
        let text = Array("a text of this test, longer than a block".utf8)
        let info: [UInt8] = [0, 0, 0, 14] + Array("xinglin.seal.1".utf8) + [0, 0, 0, 4] + Array("test".utf8)
        let keys = try HKDFSM3.derive(key: Self.secret.exposed, salt: [], info: info, length: 48)
        let hidden = try SM4CTR.apply(text, key: SM4Key(Array(keys[..<16])), iv: Self.nonce)
        let bound: [UInt8] = [0, 0, 0, 1, 1, 0, 0, 0, 2, 2, 3, 255, 255, 255, 255]
        let tag = HMACSM3(key: Array(keys[16...])).authenticate(bound + Self.nonce + hidden)
        #expect(cipher.seal(text, nonce: Self.nonce, associated: Self.bound) == hidden + tag[..<16])
    }

    @Test func `refuses every changed bit, nonce, binding, purpose and secret`() throws {
        let cipher = try AuthenticatedCipher(secret: Self.secret, purpose: "test")
        let sealed = cipher.seal([1, 2, 3], nonce: Self.nonce, associated: Self.bound)
        func isRefused(_ sealed: [UInt8], _ nonce: [UInt8], _ bound: AssociatedData, by cipher: AuthenticatedCipher) {
            #expect(throws: CryptoRefusal.notAuthentic) {
                try cipher.open(sealed, nonce: nonce, associated: bound)
            }
        }
        for bit in 0..<(sealed.count * 8) {
            var changed = sealed
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            isRefused(changed, Self.nonce, Self.bound, by: cipher)
        }
        for count in 0..<sealed.count { isRefused(Array(sealed[..<count]), Self.nonce, Self.bound, by: cipher) }
        for bit in 0..<128 {
            var changed = Self.nonce
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            isRefused(sealed, changed, Self.bound, by: cipher)
        }
        for nonce in [[], Array(Self.nonce.dropLast()), Self.nonce + [0]] {
            isRefused(sealed, nonce, Self.bound, by: cipher)
        }
        for parts in [[], [[1]], [[1, 2], [3]], [[1], [2], [3]], [[1], [2, 3], []], [[], [1], [2, 3]]] as [[[UInt8]]] {
            isRefused(sealed, Self.nonce, AssociatedData(parts), by: cipher)
        }
        isRefused(sealed, Self.nonce, Self.bound, by: try AuthenticatedCipher(secret: Self.secret, purpose: "tesu"))
        let other = SecretBytes([UInt8](repeating: 0x34, count: 32))
        isRefused(sealed, Self.nonce, Self.bound, by: try AuthenticatedCipher(secret: other, purpose: "test"))
    }

    @Test func `refuses a secret that is too short`() {
        #expect(throws: CryptoRefusal.badLength) { try AuthenticatedCipher(secret: SecretBytes([]), purpose: "test") }
        #expect(throws: CryptoRefusal.badLength) {
            try AuthenticatedCipher(secret: SecretBytes([UInt8](repeating: 1, count: 15)), purpose: "test")
        }
    }
}

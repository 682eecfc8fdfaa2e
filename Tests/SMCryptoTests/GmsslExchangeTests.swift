import SMCrypto
import SeededRandom
import Testing

/// What this target makes, an unrelated implementation (PyPI `gmssl`, pure Python) must read, and the other way round.
@Suite(
    .serialized,
    .enabled(if: GmsslPeer.interpreter != nil, "XINGLIN_PYTHON names no Python with gmssl; bin/test sets it")
)
struct `Exchange with gmssl` {
    private let peer: GmsslPeer

    init() throws { peer = try GmsslPeer() }

    @Test func `SM3 and HMAC-SM3 agree`() throws {
        var random = SeededGenerator(seed: 20)
        for length in 0...150 {
            let message = random.bytes(length)
            let key = random.bytes(1 + length * 2 / 3)
            #expect(try peer.ask("sm3", ["msg": Hex.lower(message)]) == Hex.lower(SM3.hash(message)))
            let code = try peer.ask("hmac", ["msg": Hex.lower(message), "key": Hex.lower(key)])
            #expect(code == Hex.lower(HMACSM3(key: key).authenticate(message)))
        }
    }

    @Test(arguments: SM4Padding.allCases)
    func `SM4-ECB goes both ways`(padding: SM4Padding) throws {
        var random = SeededGenerator(seed: 21)
        for length in 0...50 where padding != .none || (length > 0 && length.isMultiple(of: 16)) {
            let key = random.bytes(16)
            let message = random.bytes(length).map { $0 | 1 }
            let fields = ["key": Hex.lower(key), "padding": padding.rawValue]
            let ours = try SM4ECBForDialects.encrypt(message, key: SM4Key(key), padding: padding)
            let theirs = try peer.ask("ecb-encrypt", fields.merging(["msg": Hex.lower(message)]) { $1 })
            #expect(theirs == Hex.lower(ours))
            #expect(try peer.ask("ecb-decrypt", fields.merging(["msg": Hex.lower(ours)]) { $1 }) == Hex.lower(message))
            let read = try SM4ECBForDialects.decrypt(bytes(theirs), key: SM4Key(key), padding: padding)
            #expect(read == message)
        }
    }

    @Test func `SM4-CBC goes both ways`() throws {
        var random = SeededGenerator(seed: 22)
        for length in 0...50 {
            let (key, iv, message) = (random.bytes(16), random.bytes(16), random.bytes(length))
            let fields = ["key": Hex.lower(key), "iv": Hex.lower(iv)]
            let ours = try SM4CBC.encrypt(message, key: SM4Key(key), iv: iv)
            let theirs = try peer.ask("cbc-encrypt", fields.merging(["msg": Hex.lower(message)]) { $1 })
            #expect(theirs == Hex.lower(ours))
            #expect(try peer.ask("cbc-decrypt", fields.merging(["msg": Hex.lower(ours)]) { $1 }) == Hex.lower(message))
            #expect(try SM4CBC.decrypt(bytes(theirs), key: SM4Key(key), iv: iv) == message)
        }
    }

    @Test(arguments: 0..<8)
    func `SM2 signatures go both ways, and neither side takes a changed one`(round: Int) throws {
        var random = SeededGenerator(seed: 23 + UInt64(round))
        let key = try SM2PrivateKey.generate()
        let message = random.bytes(round * 13)
        let `public` = ["public": Hex.lower(key.publicKey.uncompressed), "msg": Hex.lower(message)]

        let ours = try key.sign(message)
        #expect(try verdict(on: ours.raw, `public`) == "valid")
        let theirs = try peer.ask(
            "sm2-sign",
            `public`.merging(["private": Hex.lower(key.rawRepresentation)]) { $1 }
        )
        #expect(key.publicKey.isValid(try SM2Signature(raw: bytes(theirs)), for: message))

        #expect(try verdict(on: random.flippingOneBit(of: ours.raw), `public`) == "invalid")
        #expect(!key.publicKey.isValid(try SM2Signature(raw: bytes(theirs)), for: message + [0]))
    }

    @Test(arguments: 0..<8)
    func `SM2 ciphertexts go both ways, and neither side takes a changed one`(round: Int) throws {
        var random = SeededGenerator(seed: 33 + UInt64(round))
        let key = try SM2PrivateKey.generate()
        let message = random.bytes(1 + round * 11)
        let secret = ["private": Hex.lower(key.rawRepresentation)]

        let ours = try key.publicKey.encrypt(message).c1c3c2
        #expect(try peer.ask("sm2-decrypt", secret.merging(["msg": Hex.lower(ours)]) { $1 }) == Hex.lower(message))
        let theirs = try peer.ask(
            "sm2-encrypt",
            ["public": Hex.lower(key.publicKey.uncompressed), "msg": Hex.lower(message)]
        )
        #expect(try key.decrypt(SM2Ciphertext(c1c3c2: bytes(theirs))) == message)

        var changed = ours
        changed[changed.count - 1] ^= 1
        #expect(throws: GmsslPeer.Refusal.self) {
            try peer.ask("sm2-decrypt", secret.merging(["msg": Hex.lower(changed)]) { $1 })
        }
    }

    private func verdict(on signature: [UInt8], _ fields: [String: String]) throws -> String {
        try peer.ask("sm2-verify", fields.merging(["signature": Hex.lower(signature)]) { $1 })
    }

    private func bytes(_ digits: String) throws -> [UInt8] { try #require(Hex.decode(digits)) }
}

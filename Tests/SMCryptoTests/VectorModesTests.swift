import SMCrypto
import Testing

/// The vectors that no other suite runs. Where the product has no such mode, its block cipher or hash is what runs,
/// and the mode around it is written in the test.
@Suite struct `The other vectors` {
    @Test(arguments: GMVectors.cases("sm4/OFB"))
    func `OFB over our block cipher`(vector: GMVector) throws {
        let modes = try VectorModes(key: vector.bytes("key"))
        #expect(try modes.ofb(vector.bytes("pt"), iv: vector.bytes("iv")) == vector.bytes("ct"))
        #expect(try modes.ofb(vector.bytes("ct"), iv: vector.bytes("iv")) == vector.bytes("pt"))
    }

    @Test(arguments: GMVectors.cases("sm4/CFB128"))
    func `CFB over our block cipher`(vector: GMVector) throws {
        let modes = try VectorModes(key: vector.bytes("key"))
        #expect(try modes.cfbEncrypt(vector.bytes("pt"), iv: vector.bytes("iv")) == vector.bytes("ct"))
        #expect(try modes.cfbDecrypt(vector.bytes("ct"), iv: vector.bytes("iv")) == vector.bytes("pt"))
    }

    @Test(arguments: GMVectors.cases("mac/CMAC-SM4"))
    func `CMAC over our block cipher`(vector: GMVector) throws {
        #expect(try VectorModes(key: vector.bytes("key")).cmac(vector.bytes("msg")) == vector.bytes("mac"))
    }

    @Test(arguments: GMVectors.cases("sm4-aead/GCM"))
    func `GCM over our block cipher, the invalid ones refused`(vector: GMVector) throws {
        let modes = try VectorModes(key: vector.bytes("key"))
        try check(vector, seal: modes.gcmSeal, open: modes.gcmOpen)
    }

    @Test(arguments: GMVectors.cases("sm4-aead/CCM"))
    func `CCM over our block cipher, the invalid ones refused`(vector: GMVector) throws {
        let modes = try VectorModes(key: vector.bytes("key"))
        try check(vector, seal: modes.ccmSeal, open: modes.ccmOpen)
    }

    @Test(arguments: GMVectors.cases("kdf/SM2-KDF"))
    func `the key stream of SM2 encryption over our hash`(vector: GMVector) throws {
        let (seed, length) = (try vector.bytes("z"), try vector.number("length"))
        let blocks = UInt32(1)...UInt32((length + SM3.digestLength - 1) / SM3.digestLength)
        let stream = blocks.flatMap { SM3.hash(seed + bigEndian($0)) }
        #expect(Array(stream.prefix(length)) == (try vector.bytes("okm")))
    }

    @Test(arguments: GMVectors.cases("kdf/PBKDF2-HMAC-SM3"))
    func `PBKDF2, which is the product's own`(vector: GMVector) throws {
        let key = try PBKDF2SM3.derive(
            passphrase: SecretBytes(vector.bytes("password")),
            salt: vector.bytes("salt"),
            iterations: UInt32(vector.number("iterations")),
            length: vector.number("length")
        )
        #expect(key.exposed == (try vector.bytes("okm")))
    }

    private func check(
        _ vector: GMVector,
        seal: ([UInt8], [UInt8], [UInt8]) throws -> VectorModes.Sealed,
        open: (VectorModes.Sealed, [UInt8], [UInt8]) throws -> [UInt8]?
    ) throws {
        let (plain, nonce, aad) = (try vector.bytes("pt"), try vector.bytes("iv"), try vector.bytes("aad"))
        let sealed = VectorModes.Sealed(text: try vector.bytes("ct"), tag: try vector.bytes("tag"))
        switch try vector.text("result") {
        case "valid":
            #expect(try seal(plain, nonce, aad) == sealed)
            #expect(try open(sealed, nonce, aad) == plain)
        case "invalid":
            #expect(try open(sealed, nonce, aad) == nil)
            #expect(try seal(plain, nonce, aad) != sealed)
        case let other:
            Issue.record("\(vector.testDescription): unknown result \(other)")
        }
    }

    private func bigEndian(_ value: UInt32) -> [UInt8] {
        (0..<4).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
}

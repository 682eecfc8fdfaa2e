import SMCrypto
import SeededRandom
import Testing

@Suite struct `SM2 keys` {
    @Test(arguments: GMVectors.cases("sm2-keys"))
    func `have the public point and the identity hash of the vector`(vector: GMVector) throws {
        #expect(try vector.text("result") == "valid")
        let key = try SM2PrivateKey(rawRepresentation: vector.bytes("priv"))
        #expect(key.rawRepresentation == (try vector.bytes("priv")))
        #expect(key.publicKey == (try SM2PublicKey(uncompressed: vector.bytes("pub"))))
        #expect(key.publicKey.uncompressed == (try vector.bytes("pub")))
        #expect(try SM2Digest.identity(SM2.defaultID, publicKey: key.publicKey) == vector.bytes("z_default_id"))
    }

    @Test func `are drawn anew each time, and come back from their raw form`() throws {
        var seen: Set<[UInt8]> = []
        for _ in 0..<20 {
            let key = try SM2PrivateKey.generate()
            #expect(seen.insert(key.rawRepresentation).inserted)
            #expect(try SM2PrivateKey(rawRepresentation: key.rawRepresentation).publicKey == key.publicKey)
        }
    }

    private static let notPrivateNumbers: [(String, String)] = [
        ("zero", "0000000000000000000000000000000000000000000000000000000000000000"),
        ("n-1", "fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54122"),
        ("n", "fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123"),
        ("n+1", "fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54124"),
        ("all ones", "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"),
        ("empty", ""),
        ("31 bytes", "45208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8"),
        ("33 bytes", "003945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8"),
    ]

    @Test(arguments: notPrivateNumbers)
    func `refuse private numbers outside 1 to n-2`(name: String, digits: String) throws {
        let bytes = try #require(Hex.decode(digits))
        #expect(throws: CryptoRefusal.malformedKey, "\(name)") { try SM2PrivateKey(rawRepresentation: bytes) }
    }

    private static let x = "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
    private static let y = "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"
    private static let zeros = String(repeating: "00", count: 64)

    /// The last two are points of the curve with p added to one coordinate.
    private static let notPoints: [(String, String)] = [
        ("empty", ""),
        ("infinity", "00"),
        ("infinity, filled up", "00\(zeros)"),
        ("zeros", "04\(zeros)"),
        ("compressed", "03\(x)"),
        ("no prefix", "\(x)\(y)"),
        ("hybrid prefix", "07\(x)\(y)"),
        ("one byte more", "04\(x)\(y)00"),
        ("y and x", "04\(y)\(x)"),
        (
            "x above p",
            """
            04fffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffff\
            fd4511e81736a60f07e88a83d6cf5a167fae6d1a9c9330e76e232e00f5cdc154
            """
        ),
        (
            "y above p",
            """
            049c17043effe1a805a74a9a5e70b9d659705d3242094a566dc016f49311178d1f\
            fffffffeffffffffffffffffffffffffffffffff000000010000000000000000
            """
        ),
    ]

    @Test(arguments: notPoints)
    func `refuse what is not a point in the one accepted form`(name: String, digits: String) throws {
        let bytes = try #require(Hex.decode(digits))
        #expect(throws: CryptoRefusal.malformedKey, "\(name)") { try SM2PublicKey(uncompressed: bytes) }
    }

    @Test func `accept the two points above once p is taken away`() throws {
        let zeros = String(repeating: "00", count: 31)
        for digits in [
            "04\(zeros)00fd4511e81736a60f07e88a83d6cf5a167fae6d1a9c9330e76e232e00f5cdc154",
            "049c17043effe1a805a74a9a5e70b9d659705d3242094a566dc016f49311178d1f\(zeros)01",
        ] {
            _ = try SM2PublicKey(uncompressed: try #require(Hex.decode(digits)))
        }
    }

    @Test func `refuse a public point with any bit changed`() throws {
        var random = SeededGenerator(seed: 7)
        let point = try SM2PrivateKey.generate().publicKey.uncompressed
        for _ in 0..<200 {
            let changed = random.flippingOneBit(of: point)
            #expect(throws: CryptoRefusal.malformedKey) { try SM2PublicKey(uncompressed: changed) }
        }
    }
}

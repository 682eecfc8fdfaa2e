import SMCrypto
import Testing

@Suite struct `An SM2 signature is refused` {
    private static let one = String(repeating: "00", count: 31) + "01"
    private static let zero = String(repeating: "00", count: 32)
    private static let order = "fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123"
    private static let orderMinusOne = "fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54122"
    private static let ones = String(repeating: "ff", count: 32)

    private static let outOfRange: [(String, String)] = [
        ("empty", ""),
        ("r = 0", zero + one),
        ("s = 0", one + zero),
        ("r = n", order + one),
        ("s = n", one + order),
        ("r = all ones", ones + one),
        ("s = all ones", one + ones),
        ("r + s = n", one + orderMinusOne),
        ("63 bytes", String((one + one).dropLast(2))),
        ("65 bytes", one + one + "00"),
    ]

    @Test(arguments: outOfRange)
    func `when the two raw numbers are not in range`(name: String, digits: String) throws {
        let bytes = try #require(Hex.decode(digits))
        #expect(throws: CryptoRefusal.malformedSignature, "\(name)") { try SM2Signature(raw: bytes) }
    }

    /// Most stand for r = 1, s = 2, in ways DER forbids.
    private static let inexact: [(String, String)] = [
        ("empty", ""),
        ("r = 0", "3006020100020102"),
        ("negative s", "30060201010201fe"),
        ("a byte after it", "300602010102010200"),
        ("a byte after s", "300702010102010200"),
        ("a third number", "3009020101020102020103"),
        ("s is missing", "3003020101"),
        ("cut short", "30060201010201"),
        ("length in two bytes", "308106020101020102"),
        ("number's length in two bytes", "300702810101020102"),
        ("no fixed length", "30800201010201020000"),
        ("a zero too many", "300702020001020102"),
        ("empty number", "30050200020102"),
        ("not a sequence", "3106020101020102"),
        ("not a number", "3006040101020102"),
        ("tag of two bytes", "3f3006020101020102"),
        ("length of nine bytes", "3089000000000000000006020101020102"),
        ("huge length", "3084ffffffff020101020102"),
    ]

    @Test(arguments: inexact)
    func `when its DER is not exact`(name: String, digits: String) throws {
        let bytes = try #require(Hex.decode(digits))
        #expect(throws: CryptoRefusal.malformedSignature, "\(name)") { try SM2Signature(der: bytes) }
    }

    @Test func `when a number has more than 32 bytes, or a sign bit without a zero before it`() throws {
        let long = "3026022101" + Self.one + "020102"
        let negative = "3025" + "0220" + Self.orderMinusOne + "020102"
        for digits in [long, negative] {
            let bytes = try #require(Hex.decode(digits))
            #expect(throws: CryptoRefusal.malformedSignature) { try SM2Signature(der: bytes) }
        }
    }

    @Test func `not when r = 1 and s = 2, the pair all of these imitate`() throws {
        let signature = try SM2Signature(der: try #require(Hex.decode("3006020101020102")))
        #expect(Hex.lower(signature.raw) == Self.one + String(repeating: "00", count: 31) + "02")
        #expect(try !SM2PrivateKey.generate().publicKey.isValid(signature, for: [1]))
    }

    @Test func `when any byte of its DER is left out`() throws {
        let der = try SM2PrivateKey.generate().sign([1]).der
        for index in der.indices {
            let shorter = Array(der[..<index] + der[(index + 1)...])
            #expect(throws: CryptoRefusal.malformedSignature) { try SM2Signature(der: shorter) }
        }
    }
}

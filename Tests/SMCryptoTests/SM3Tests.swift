import SMCrypto
import SeededRandom
import Testing

@Suite struct `SM3 hashing` {
    @Test(arguments: GMVectors.cases("sm3"))
    func `gives the digest of the vector`(vector: GMVector) throws {
        let message: [UInt8]
        if vector.fields.text("repeat") != nil {
            let part = try vector.bytes("repeat")
            message = Array(repeatElement(part, count: try vector.number("times")).joined())
        } else {
            message = try vector.bytes("msg")
        }
        #expect(Hex.lower(SM3.hash(message)) == (try vector.text("digest")))
    }

    @Test func `changes its digest with any bit of the message`() {
        var random = SeededGenerator(seed: 3)
        for length in 1...200 {
            let message = random.bytes(length)
            #expect(SM3.hash(message) != SM3.hash(random.flippingOneBit(of: message)))
        }
    }
}

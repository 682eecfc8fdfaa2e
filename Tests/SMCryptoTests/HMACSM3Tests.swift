import SMCrypto
import SeededRandom
import Testing

@Suite struct `HMAC-SM3` {
    @Test(arguments: GMVectors.cases("mac/HMAC-SM3"))
    func `gives the code of the vector`(vector: GMVector) throws {
        let mac = HMACSM3(key: try vector.bytes("key"))
        let message = try vector.bytes("msg")
        #expect(mac.authenticate(message) == (try vector.bytes("mac")))
        #expect(mac.isValid(try vector.bytes("mac"), for: message))
    }

    @Test func `gives the same code again after other messages`() {
        let mac = HMACSM3(key: [1, 2, 3])
        let first = mac.authenticate([4])
        _ = mac.authenticate([UInt8](repeating: 5, count: 1000))
        #expect(mac.authenticate([4]) == first)
    }

    @Test func `treats an empty key as a block of zeros`() {
        #expect(HMACSM3(key: []).authenticate([7]) == HMACSM3(key: [UInt8](repeating: 0, count: 64)).authenticate([7]))
    }

    @Test func `refuses a code with any bit changed, shortened, lengthened or empty`() {
        var random = SeededGenerator(seed: 4)
        let mac = HMACSM3(key: random.bytes(32))
        for length in 0..<100 {
            let message = random.bytes(length)
            let code = mac.authenticate(message)
            #expect(mac.isValid(code, for: message))
            #expect(!mac.isValid(random.flippingOneBit(of: code), for: message))
            #expect(!mac.isValid(code, for: message + [0]))
            #expect(!mac.isValid(Array(code.dropLast()), for: message))
            #expect(!mac.isValid(code + [0], for: message))
            #expect(!mac.isValid([], for: message))
        }
    }
}

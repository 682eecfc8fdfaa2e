import SMCrypto
import SeededRandom
import Testing

@Suite struct `Bytes` {
    @Test func `become hexadecimal digits of either case and come back`() {
        let all = (0...255).map { UInt8($0) }
        #expect(Hex.lower([0x00, 0x0F, 0xA5, 0xFF]) == "000fa5ff")
        #expect(Hex.upper([0x00, 0x0F, 0xA5, 0xFF]) == "000FA5FF")
        #expect(Hex.decode(Hex.lower(all)) == all)
        #expect(Hex.decode(Hex.upper(all)) == all)
        #expect(Hex.decode("aAbB".dropFirst(2)) == [0xBB])
        #expect(Hex.decode("") == [])
        #expect(Hex.lower([]) == "")
    }

    @Test(arguments: ["0", "abc", "0g", "g0", " 0", "0x", "+1", "-1", "／０", "０１", "é"])
    func `are not read from anything but pairs of digits`(text: String) {
        #expect(Hex.decode(text) == nil)
    }

    @Test func `are not read from a character next to the digits`() {
        for character in ["/", ":", "@", "G", "`", "g"] {
            #expect(Hex.decode("0" + character) == nil)
            #expect(Hex.decode(character + "0") == nil)
        }
    }

    @Test func `are equal only when length and every bit agree`() {
        var random = SeededGenerator(seed: 12)
        #expect(ConstantTime.areEqual([], []))
        #expect(!ConstantTime.areEqual([], [0]))
        for length in 1...64 {
            let bytes = random.bytes(length)
            #expect(ConstantTime.areEqual(bytes, bytes.map { $0 }))
            #expect(!ConstantTime.areEqual(bytes, random.flippingOneBit(of: bytes)))
            #expect(!ConstantTime.areEqual(bytes, Array(bytes.dropLast())))
        }
    }

    @Test func `are drawn at random, in the count asked for`() throws {
        #expect(try RandomSource.bytes(0) == [])
        let draws = try (0..<100).map { _ in try RandomSource.bytes(16) }
        #expect(Set(draws).count == 100)
        #expect(try RandomSource.bytes(100_000).count == 100_000)
        #expect(Set(try RandomSource.bytes(100_000)).count == 256)
        #expect(throws: CryptoRefusal.badLength) { try RandomSource.bytes(-1) }
        #expect(throws: CryptoRefusal.badLength) { try RandomSource.bytes(1 << 31) }
    }
}

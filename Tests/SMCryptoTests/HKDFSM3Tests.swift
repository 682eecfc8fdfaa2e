import SMCrypto
import Testing

@Suite struct `HKDF-SM3` {
    @Test(arguments: GMVectors.cases("kdf/HKDF-SM3"))
    func `derives the key of the vector`(vector: GMVector) throws {
        let derived = try HKDFSM3.derive(
            key: vector.bytes("ikm"),
            salt: vector.bytes("salt"),
            info: vector.bytes("info"),
            length: vector.number("length")
        )
        #expect(derived == (try vector.bytes("okm")))
    }

    @Test(arguments: [1, 31, 32, 33, 64, 1000, HKDFSM3.maximumLength])
    func `is what RFC 5869 builds from HMAC, with and without salt and info`(length: Int) throws {
        let key = Array("a master key made for this test".utf8)
        for (salt, info) in [([], []), ([1, 2], []), ([], [3]), ([4], [5, 6])] as [([UInt8], [UInt8])] {
            let derived = try HKDFSM3.derive(key: key, salt: salt, info: info, length: length)
            #expect(derived == byHand(key: key, salt: salt, info: info, length: length))
        }
    }

    @Test func `refuses an empty key and lengths it cannot give`() {
        for length in [-1, 0, HKDFSM3.maximumLength + 1] {
            #expect(throws: CryptoRefusal.badLength) {
                try HKDFSM3.derive(key: [1], salt: [], info: [], length: length)
            }
        }
        #expect(throws: CryptoRefusal.badLength) { try HKDFSM3.derive(key: [], salt: [1], info: [], length: 32) }
    }

    private func byHand(key: [UInt8], salt: [UInt8], info: [UInt8], length: Int) -> [UInt8] {
        let zeros = [UInt8](repeating: 0, count: SM3.digestLength)
        let expand = HMACSM3(key: HMACSM3(key: salt.isEmpty ? zeros : salt).authenticate(key))
        var output: [UInt8] = []
        var block: [UInt8] = []
        var counter: UInt8 = 1
        while output.count < length {
            block = expand.authenticate(block + info + [counter])
            output += block
            counter &+= 1
        }
        return Array(output.prefix(length))
    }
}

import SMCrypto
import Testing

@Suite struct `Secrets` {
    @Test func `print, dump and interpolate as redacted`() throws {
        let number = [UInt8](repeating: 0x41, count: 32)
        let key = try SM4Key([UInt8](repeating: 0x41, count: 16))
        let secrets: [Any] = [
            key, HMACSM3(key: number), try SM2PrivateKey(rawRepresentation: number), try SM4BlockCipher(key: key),
        ]
        for secret in secrets {
            var dumped = ""
            dump(secret, to: &dumped)
            #expect("\(secret)" == "<redacted>")
            #expect(String(reflecting: secret) == "<redacted>")
            #expect(dumped.split(separator: "\n").count == 1)
            #expect(dumped.hasPrefix("- <redacted>"))
        }
    }

    @Test func `are not in an error`() {
        #expect(throws: CryptoRefusal.malformedKey) { try SM4Key(Array("a key of no use".utf8)) }
        #expect("\(CryptoRefusal.malformedKey)" == "malformedKey")
    }
}

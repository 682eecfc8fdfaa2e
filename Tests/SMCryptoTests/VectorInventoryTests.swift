import Testing

@Suite struct `The vector file` {
    /// What the suites named beside it run, every case of it.
    static let covered: [String: Int] = [
        "sm3": 26,  // SM3Tests
        "sm4/ECB": 4,  // SM4Tests
        "sm4/CBC": 2,
        "sm4/CBC-PKCS7": 9,
        "sm4/CTR": 6,
        "mac/HMAC-SM3": 48,  // HMACSM3Tests
        "kdf/HKDF-SM3": 5,  // HKDFSM3Tests
        "sm2-keys": 8,  // SM2KeyTests
        "sm2-sign": 20,  // SM2SignatureTests
        "sm2-encrypt": 16,  // SM2CiphertextTests
        "kdf/PBKDF2-HMAC-SM3": 3,  // VectorModesTests, this and what follows
        "kdf/SM2-KDF": 6,  // Over SM3, as inside SM2 encryption
        "sm4/OFB": 2,  // Over SM4BlockCipher, this and what follows: the product has no such mode.
        "sm4/CFB128": 2,
        "sm4-aead/GCM": 36,
        "sm4-aead/CCM": 36,
        "mac/CMAC-SM4": 10,
    ]

    @Test func `has 239 cases, and each kind is run`() {
        let counted = Dictionary(grouping: GMVectors.all, by: \.kind).mapValues(\.count)
        #expect(counted == Self.covered)
        #expect(GMVectors.all.count == 239)
    }
}

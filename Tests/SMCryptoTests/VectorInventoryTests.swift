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
    ]

    /// What this target does not offer, so that no test can run it.
    static let notOffered: [String: Int] = [
        "sm4/OFB": 2,
        "sm4/CFB128": 2,
        "sm4-aead/GCM": 36,  // Not in OpenSSL 3.0.
        "sm4-aead/CCM": 36,  // Not in OpenSSL 3.0.
        "mac/CMAC-SM4": 10,
        "kdf/PBKDF2-HMAC-SM3": 3,
        "kdf/SM2-KDF": 6,  // Inside SM2 encryption, where every sm2-encrypt case runs it.
    ]

    @Test func `has 239 cases, and each kind is either run or named as not offered`() {
        let counted = Dictionary(grouping: GMVectors.all, by: \.kind).mapValues(\.count)
        #expect(counted == Self.covered.merging(Self.notOffered) { first, _ in first })
        #expect(Set(Self.covered.keys).isDisjoint(with: Self.notOffered.keys))
        #expect(GMVectors.all.count == 239)
    }
}

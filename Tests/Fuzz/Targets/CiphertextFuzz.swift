import SMCrypto

/// SM2 ciphertexts in their three encodings: what is accepted must be written back as the very bytes it was read from,
/// convert into the other two, and end in a text or a refusal under a key.
enum CiphertextFuzz: FuzzTarget {
    static func seeds() throws -> [[UInt8]] {
        try [1, 40, 200].flatMap { count in
            let text = try FuzzKey.sm2.publicKey.encrypt([UInt8](repeating: 5, count: count))
            return [text.der, text.c1c3c2, text.c1c2c3]
        }
    }

    static func feed(_ bytes: [UInt8]) {
        // A refusal, here and below, is as good an end as any.
        if let text = try? SM2Ciphertext(der: bytes) {
            precondition(text.der == bytes, "two encodings of one ciphertext are accepted")
            check(text)
        }
        if let text = try? SM2Ciphertext(c1c3c2: bytes) {
            precondition(text.c1c3c2 == bytes, "the raw form changed")
            check(text)
        }
        if let text = try? SM2Ciphertext(c1c2c3: bytes) {
            precondition(text.c1c2c3 == bytes, "the old form changed")
            check(text)
        }
    }

    private static func check(_ text: SM2Ciphertext) {
        do {
            let forms = try [
                SM2Ciphertext(der: text.der), SM2Ciphertext(c1c3c2: text.c1c3c2), SM2Ciphertext(c1c2c3: text.c1c2c3),
            ]
            precondition(forms.allSatisfy { $0 == text }, "another form does not come back")
        } catch {
            preconditionFailure("an accepted ciphertext is refused in another form: \(error)")
        }
        do {
            _ = try FuzzKey.sm2.decrypt(text)
        } catch CryptoRefusal.notAuthentic {
            return
        } catch {
            preconditionFailure("decrypting ends in something else than a refusal: \(error)")
        }
    }
}

import SMCrypto

/// What is inside the ciphertext: SM3 of the plaintext (32), the plaintext, and a filling to whole blocks (`80 00 …`,
/// ISO/IEC 7816-4). The digest tells a device that decrypts wrongly; the signature outside tells everybody else.
enum SDFSealedText {
    private static let label = Array("xinglin sdf text 1".utf8)

    static func filled(_ plaintext: [UInt8]) -> [UInt8] {
        var text = digest(of: plaintext)
        text.reserveCapacity(text.count + plaintext.count + 16)
        text += plaintext
        text.append(0x80)
        let missing = (16 - text.count % 16) % 16
        text += [UInt8](repeating: 0, count: missing)
        return text
    }

    /// Takes digest and filling off; `nil` if either is not what `filled` wrote.
    static func plaintext(of text: [UInt8]) -> [UInt8]? {
        guard let mark = text.lastIndex(where: { $0 != 0 }), text[mark] == 0x80, mark >= SM3.digestLength,
            text.count - mark <= 16
        else { return nil }
        let plaintext = Array(text[SM3.digestLength..<mark])
        return ConstantTime.areEqual(digest(of: plaintext), Array(text.prefix(SM3.digestLength))) ? plaintext : nil
    }

    private static func digest(of plaintext: [UInt8]) -> [UInt8] {
        SM3.hash(label.framed + plaintext)
    }
}

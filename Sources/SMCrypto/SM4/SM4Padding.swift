/// How a message is filled up to whole 16-byte blocks.
package enum SM4Padding: String, Sendable, CaseIterable {
    /// 1–16 bytes, each telling their count (RFC 5652, 6.3; some call it PKCS#5).
    case pkcs7

    /// 1–16 zero bytes, as `ZeroBytePadding` of the Java libraries in the field writes them: a message of whole
    /// blocks gets one more. Reading takes away the zeros of the last block, so a message must not end in a zero.
    case zeroByte

    /// Nothing: the message must be whole blocks.
    case none

    /// Fills a message up.
    ///
    /// - Throws: `.badLength` if `.none` meets a broken block, `.badPadding` if `.zeroByte` meets a message that ends
    ///   in a zero byte and could not be read back.
    func filled(_ bytes: [UInt8]) throws(CryptoRefusal) -> [UInt8] {
        let missing = SM4Mode.blockLength - bytes.count % SM4Mode.blockLength
        switch self {
        case .pkcs7:
            return bytes + [UInt8](repeating: UInt8(missing), count: missing)
        case .zeroByte:
            guard bytes.last != 0 else { throw .badPadding }
            return bytes + [UInt8](repeating: 0, count: missing)
        case .none:
            guard bytes.count.isMultiple(of: SM4Mode.blockLength) else { throw .badLength }
            return bytes
        }
    }

    /// Checks that a ciphertext can carry this padding.
    func checkCiphertext(_ bytes: [UInt8]) throws(CryptoRefusal) {
        guard bytes.count.isMultiple(of: SM4Mode.blockLength) else { throw .badLength }
        guard self == .none || !bytes.isEmpty else { throw .badLength }
    }

    /// Takes the padding off decrypted whole blocks.
    ///
    /// - Throws: `.badPadding` if `.pkcs7` does not find what it writes. All 16 bytes of the last block are looked at,
    ///   whatever they hold.
    func stripped(_ bytes: [UInt8]) throws(CryptoRefusal) -> [UInt8] {
        switch self {
        case .pkcs7:
            return Array(bytes.dropLast(try Self.lengthOfPKCS7(bytes)))
        case .zeroByte:
            let zeros = bytes.suffix(SM4Mode.blockLength).reversed().prefix { $0 == 0 }.count
            return Array(bytes.dropLast(zeros))
        case .none:
            return bytes
        }
    }

    private static func lengthOfPKCS7(_ bytes: [UInt8]) throws(CryptoRefusal) -> Int {
        let claimed = bytes.last ?? 0
        var wrong: UInt8 = claimed == 0 || claimed > SM4Mode.blockLength ? 1 : 0
        for (index, byte) in bytes.suffix(SM4Mode.blockLength).reversed().enumerated() {
            let belongs: UInt8 = index < Int(claimed) ? 0xFF : 0
            wrong |= (byte ^ claimed) & belongs
        }
        guard wrong == 0 else { throw .badPadding }
        return Int(claimed)
    }
}

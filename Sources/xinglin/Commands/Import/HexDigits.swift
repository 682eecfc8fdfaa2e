import SMCrypto

/// Hexadecimal digits that a person typed.
enum HexDigits {
    /// The bytes, or `nil` where there are not exactly as many.
    static func bytes(_ text: some StringProtocol, count: Int) -> [UInt8]? {
        guard let bytes = Hex.decode(String(text)), bytes.count == count else { return nil }
        return bytes
    }
}

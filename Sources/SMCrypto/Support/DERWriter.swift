/// Writes the little DER that SM2 needs.
enum DERWriter {
    static func sequence(_ content: [UInt8]) -> [UInt8] { element(0x30, content[...]) }

    static func octets(_ content: ArraySlice<UInt8>) -> [UInt8] { element(0x04, content) }

    /// A number given as big-endian bytes, never negative.
    static func integer(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        let digits = bytes.drop { $0 == 0 }
        guard let first = digits.first else { return [0x02, 1, 0] }
        return element(0x02, first < 0x80 ? digits : ([0] + digits)[...])
    }

    private static func element(_ tag: UInt8, _ content: ArraySlice<UInt8>) -> [UInt8] {
        [tag] + length(content.count) + content
    }

    private static func length(_ count: Int) -> [UInt8] {
        guard count >= 0x80 else { return [UInt8(count)] }
        let bytes = bigEndianBytes(of: count).drop { $0 == 0 }
        return [0x80 | UInt8(bytes.count)] + bytes
    }

    private static func bigEndianBytes(of count: Int) -> [UInt8] {
        stride(from: Int.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: count >> $0) }
    }
}

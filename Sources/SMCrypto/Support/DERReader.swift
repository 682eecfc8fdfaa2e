/// Reads the little DER that SM2 needs, and nothing that is not DER: lengths and numbers must be as short as they can.
struct DERReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func sequence() -> DERReader? { content(tag: 0x30).map { DERReader($0) } }

    mutating func octets() -> ArraySlice<UInt8>? { content(tag: 0x04) }

    /// A number that is not negative, as big-endian bytes filled up to `width`.
    mutating func integer(width: Int) -> [UInt8]? {
        guard let bytes = content(tag: 0x02), let first = bytes.first, first < 0x80 else { return nil }
        guard first != 0 || bytes.count == 1 || bytes[bytes.startIndex + 1] >= 0x80 else { return nil }
        let digits = first == 0 ? bytes.dropFirst() : bytes
        guard digits.count <= width else { return nil }
        return [UInt8](repeating: 0, count: width - digits.count) + digits
    }

    private mutating func content(tag: UInt8) -> ArraySlice<UInt8>? {
        guard rest.popFirst() == tag, let length = length(), length <= rest.count else { return nil }
        defer { rest = rest.dropFirst(length) }
        return rest.prefix(length)
    }

    private mutating func length() -> Int? {
        guard let first = rest.popFirst() else { return nil }
        guard first >= 0x80 else { return Int(first) }
        let count = Int(first & 0x7F)
        guard (1...4).contains(count), rest.count >= count, rest.first != 0 else { return nil }
        let value = rest.prefix(count).reduce(0) { $0 << 8 | Int($1) }
        rest = rest.dropFirst(count)
        return value >= 0x80 ? value : nil
    }
}

/// Reads one line of NDJSON: an object whose values are texts or null. Anything else is no row.
struct FlatObject {
    private let bytes: [UInt8]
    private var index = 0

    /// The members in their order, or `nil` where the text is no such object.
    static func members(of text: String) -> [(name: String, value: String?)]? {
        var reader = FlatObject(bytes: Array(text.utf8))
        return reader.object()
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func object() -> [(name: String, value: String?)]? {
        guard take("{") else { return nil }
        var members: [(name: String, value: String?)] = []
        if !take("}") {
            repeat {
                guard members.count < RecordLimits.columns, let name = text(), take(":") else { return nil }
                if takeWord("null") {
                    members.append((name, nil))
                } else {
                    guard let value = text() else { return nil }
                    members.append((name, value))
                }
            } while take(",")
            guard take("}") else { return nil }
        }
        skipSpace()
        return index == bytes.count ? members : nil
    }

    private mutating func skipSpace() {
        while index < bytes.count, " \t\r\n".utf8.contains(bytes[index]) { index += 1 }
    }

    private mutating func take(_ sign: Unicode.Scalar) -> Bool {
        skipSpace()
        guard index < bytes.count, bytes[index] == UInt8(ascii: sign) else { return false }
        index += 1
        return true
    }

    private mutating func takeWord(_ word: String) -> Bool {
        skipSpace()
        guard bytes[index...].starts(with: word.utf8) else { return false }
        index += word.utf8.count
        return true
    }

    private mutating func text() -> String? {
        guard take("\"") else { return nil }
        var content: [UInt8] = []
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "\""): return String(validating: content, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let scalar = escaped() else { return nil }
                content.append(contentsOf: String(scalar).utf8)
            case ..<0x20: return nil
            default: content.append(byte)
            }
        }
        return nil
    }

    private mutating func escaped() -> Unicode.Scalar? {
        guard index < bytes.count else { return nil }
        let sign = bytes[index]
        index += 1
        switch sign {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(sign)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            guard let high = unit() else { return nil }
            guard (0xD800..<0xDC00).contains(high) else { return Unicode.Scalar(high) }
            guard bytes[index...].starts(with: "\\u".utf8) else { return nil }
            index += 2
            guard let low = unit(), (0xDC00..<0xE000).contains(low) else { return nil }
            return Unicode.Scalar(0x1_0000 + (high - 0xD800) << 10 + (low - 0xDC00))
        default: return nil
        }
    }

    private mutating func unit() -> UInt32? {
        guard index + 4 <= bytes.count else { return nil }
        let digits = bytes[index..<index + 4]
        guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { return nil }
        index += 4
        return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    }
}

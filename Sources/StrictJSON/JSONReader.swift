package import HealthCardDomain

/// Reads JSON (RFC 8259) strictly: UTF-8, one value, at most `depthLimit` levels, no key twice in an object.
///
/// Foundation's decoders keep one of two equal keys without a word, and a signature would then cover what nobody
/// read; that is why the reader is ours.
package struct JSONReader {
    /// How many arrays and objects may stand inside one another (`I4`).
    package static let depthLimit = 32

    private let bytes: [UInt8]
    private var position = 0

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Reads one value and nothing after it.
    ///
    /// - Throws: `RequestRefusal.bodyMalformed`, `.bodyTooDeep`, `.bodyDuplicateKey`.
    package static func read(_ bytes: [UInt8]) throws(RequestRefusal) -> JSONValue {
        var reader = JSONReader(bytes)
        reader.skipSpace()
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.position == bytes.count else { throw .bodyMalformed }
        return value
    }

    private mutating func value(depth: Int) throws(RequestRefusal) -> JSONValue {
        guard position < bytes.count else { throw .bodyMalformed }
        switch bytes[position] {
        case UInt8(ascii: "{"):
            guard depth < Self.depthLimit else { throw .bodyTooDeep }
            return try object(depth: depth + 1)
        case UInt8(ascii: "["):
            guard depth < Self.depthLimit else { throw .bodyTooDeep }
            return try array(depth: depth + 1)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func object(depth: Int) throws(RequestRefusal) -> JSONValue {
        position += 1
        var members: [String: JSONValue] = [:]
        skipSpace()
        if take("}") { return .object(members) }
        while true {
            skipSpace()
            guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { throw .bodyMalformed }
            let key = try string()
            skipSpace()
            guard take(":") else { throw .bodyMalformed }
            skipSpace()
            let member = try value(depth: depth)
            guard members.updateValue(member, forKey: key) == nil else {
                throw .bodyDuplicateKey(key.utf8.count <= 64 ? key : "")
            }
            skipSpace()
            if take("}") { return .object(members) }
            guard take(",") else { throw .bodyMalformed }
        }
    }

    private mutating func array(depth: Int) throws(RequestRefusal) -> JSONValue {
        position += 1
        var elements: [JSONValue] = []
        skipSpace()
        if take("]") { return .array(elements) }
        while true {
            skipSpace()
            elements.append(try value(depth: depth))
            skipSpace()
            if take("]") { return .array(elements) }
            guard take(",") else { throw .bodyMalformed }
        }
    }

    private mutating func string() throws(RequestRefusal) -> String {
        position += 1
        let start = position
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                guard let text = String(validating: bytes[start..<position], as: UTF8.self) else {
                    throw .bodyMalformed
                }
                position += 1
                return text
            }
            if byte == UInt8(ascii: "\\") { return try stringWithEscapes(from: start) }
            guard byte >= 0x20 else { throw .bodyMalformed }
            position += 1
        }
        throw .bodyMalformed
    }

    private mutating func stringWithEscapes(from start: Int) throws(RequestRefusal) -> String {
        var text = Array(bytes[start..<position])
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: text, as: UTF8.self) else { throw .bodyMalformed }
                return text
            case UInt8(ascii: "\\"):
                guard position < bytes.count else { throw .bodyMalformed }
                let escape = bytes[position]
                position += 1
                switch escape {
                case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(escape)
                case UInt8(ascii: "b"): text.append(0x08)
                case UInt8(ascii: "f"): text.append(0x0C)
                case UInt8(ascii: "n"): text.append(0x0A)
                case UInt8(ascii: "r"): text.append(0x0D)
                case UInt8(ascii: "t"): text.append(0x09)
                case UInt8(ascii: "u"): text.append(contentsOf: Array(String(try scalar()).utf8))
                default: throw .bodyMalformed
                }
            case 0..<0x20: throw .bodyMalformed
            default: text.append(byte)
            }
        }
        throw .bodyMalformed
    }

    private mutating func scalar() throws(RequestRefusal) -> Character {
        let first = try hexUnit()
        var value = UInt32(first)
        if (0xD800..<0xDC00).contains(value) {
            guard take("\\"), take("u") else { throw .bodyMalformed }
            let second = UInt32(try hexUnit())
            guard (0xDC00..<0xE000).contains(second) else { throw .bodyMalformed }
            value = 0x10000 + (value - 0xD800) << 10 + (second - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(value) else { throw .bodyMalformed }
        return Character(scalar)
    }

    private mutating func hexUnit() throws(RequestRefusal) -> UInt16 {
        guard position + 4 <= bytes.count else { throw .bodyMalformed }
        var value: UInt16 = 0
        for byte in bytes[position..<position + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else { throw .bodyMalformed }
            value = value << 4 | UInt16(digit)
        }
        position += 4
        return value
    }

    private mutating func number() throws(RequestRefusal) -> String {
        let start = position
        _ = take("-")
        if take("0") {
            // A leading zero stands alone.
        } else {
            guard digits() else { throw .bodyMalformed }
        }
        if take(".") { guard digits() else { throw .bodyMalformed } }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            guard digits() else { throw .bodyMalformed }
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func digits() -> Bool {
        let start = position
        while position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) {
            position += 1
        }
        return position > start
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(RequestRefusal) -> JSONValue {
        let expected = Array(word.description.utf8)
        guard bytes[position...].starts(with: expected) else { throw .bodyMalformed }
        position += expected.count
        return value
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }
}

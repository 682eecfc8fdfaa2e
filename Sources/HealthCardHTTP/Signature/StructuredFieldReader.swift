/// Reads the dictionaries in which signatures and digests are stated (RFC 8941 §4.2.2), straight from bytes.
///
/// Our own, because these two headers are on the scan path: the library's parser is generic over collections, is not
/// specialised outside of its module, and took a seventh of a scan's time.
struct StructuredFieldReader {
    /// The text is no dictionary of structured fields.
    struct Malformed: Error {}

    /// A value without its parameters.
    enum BareItem: Equatable {
        case integer(Int)
        case string(String)
        /// The base64 text between the colons, not decoded.
        case byteSequence(String)
        /// A decimal, a token or a truth: part of the grammar, but nothing here asks for one.
        case other
    }

    /// Parameters by their names; of one name the last counts.
    typealias Parameters = [String: BareItem]

    struct Item: Equatable {
        let value: BareItem
        let parameters: Parameters
    }

    enum Value: Equatable {
        case item(Item)
        case innerList([Item], Parameters)
    }

    struct Member: Equatable {
        let value: Value
        /// The member as it was sent, from behind the `=` to the end of its last parameter.
        let text: String
    }

    private let bytes: [UInt8]
    private var position = 0

    private init(_ text: String) { bytes = Array(text.utf8) }

    /// The members of a dictionary by their keys; of one key the last counts.
    static func dictionary(_ text: String) throws(Malformed) -> [String: Member] {
        var reader = Self(text)
        return try reader.dictionary()
    }

    private mutating func dictionary() throws(Malformed) -> [String: Member] {
        var members: [String: Member] = [:]
        skipSpaces()
        while position < bytes.count {
            let name = try key()
            var start = position
            let value: Value
            if take("=") {
                start = position
                value = try self.value()
            } else {
                value = .item(Item(value: .other, parameters: try parameters()))
            }
            members[name] = Member(value: value, text: String(decoding: bytes[start..<position], as: UTF8.self))
            skipSpaces(andTabs: true)
            if position == bytes.count { break }
            guard take(",") else { throw Malformed() }
            skipSpaces(andTabs: true)
            guard position < bytes.count else { throw Malformed() }
        }
        return members
    }

    private mutating func value() throws(Malformed) -> Value {
        guard take("(") else { return .item(try item()) }
        var items: [Item] = []
        while true {
            let hadSpace = skipSpaces()
            if take(")") { return .innerList(items, try parameters()) }
            guard hadSpace || items.isEmpty else { throw Malformed() }
            items.append(try item())
        }
    }

    private mutating func item() throws(Malformed) -> Item {
        let value = try bareItem()
        return Item(value: value, parameters: try parameters())
    }

    private mutating func parameters() throws(Malformed) -> Parameters {
        var parameters: Parameters = [:]
        while take(";") {
            skipSpaces()
            let name = try key()
            parameters[name] = take("=") ? try bareItem() : .other
        }
        return parameters
    }

    private mutating func key() throws(Malformed) -> String {
        let start = position
        guard let first = current, first.isLowercaseLetter || first == UInt8(ascii: "*") else { throw Malformed() }
        while let byte = current, byte.isKeyByte { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func bareItem() throws(Malformed) -> BareItem {
        guard let first = current else { throw Malformed() }
        switch first {
        case UInt8(ascii: "\""): return try string()
        case UInt8(ascii: ":"): return try byteSequence()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        case UInt8(ascii: "?"):
            position += 1
            guard take("0") || take("1") else { throw Malformed() }
            return .other
        case _ where first.isLetter || first == UInt8(ascii: "*"):
            while let byte = current, byte.isTokenByte { position += 1 }
            return .other
        default: throw Malformed()
        }
    }

    private mutating func string() throws(Malformed) -> BareItem {
        position += 1
        var text: [UInt8] = []
        while let byte = current {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return .string(String(decoding: text, as: UTF8.self))
            case UInt8(ascii: "\\"):
                guard let escaped = current, escaped == UInt8(ascii: "\"") || escaped == UInt8(ascii: "\\") else {
                    throw Malformed()
                }
                position += 1
                text.append(escaped)
            case 0x20...0x7E: text.append(byte)
            default: throw Malformed()
            }
        }
        throw Malformed()
    }

    private mutating func byteSequence() throws(Malformed) -> BareItem {
        position += 1
        let start = position
        while let byte = current, byte.isBase64Byte { position += 1 }
        let end = position
        guard take(":") else { throw Malformed() }
        return .byteSequence(String(decoding: bytes[start..<end], as: UTF8.self))
    }

    /// At most 15 digits, or 12 before and 3 behind a point (RFC 8941 §4.2.4).
    private mutating func number() throws(Malformed) -> BareItem {
        let isNegative = take("-")
        var (value, digits) = (0, 0)
        while let byte = current, byte.isDigit {
            digits += 1
            guard digits <= 15 else { throw Malformed() }
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
            position += 1
        }
        guard digits > 0 else { throw Malformed() }
        guard take(".") else { return .integer(isNegative ? -value : value) }
        let start = position
        while let byte = current, byte.isDigit { position += 1 }
        guard digits <= 12, (1...3).contains(position - start) else { throw Malformed() }
        return .other
    }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard current == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    @discardableResult
    private mutating func skipSpaces(andTabs: Bool = false) -> Bool {
        let start = position
        while let byte = current, byte == 0x20 || andTabs && byte == 0x09 { position += 1 }
        return position > start
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    fileprivate var isLowercaseLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) }

    fileprivate var isLetter: Bool { (self | 0x20).isLowercaseLetter }

    fileprivate var isKeyByte: Bool {
        switch self {
        case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "*"): true
        default: isLowercaseLetter || isDigit
        }
    }

    /// `tchar` of RFC 9110, and `:` and `/`.
    fileprivate var isTokenByte: Bool {
        switch self {
        case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "&"),
            UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "~"),
            UInt8(ascii: ":"), UInt8(ascii: "/"):
            true
        default: isLetter || isDigit
        }
    }

    fileprivate var isBase64Byte: Bool {
        switch self {
        case UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="): true
        default: isLetter || isDigit
        }
    }
}

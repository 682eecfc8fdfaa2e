import HealthCardDomain

/// The fields of a posted form or of a query, as text.
struct Form: Sendable {
    /// The most fields a form of ours has.
    static let fieldLimit = 32
    /// The longest form, in bytes.
    static let limitBytes = 65_536

    private let fields: [String: String]

    static let empty = Form(fields: [:])

    private init(fields: [String: String]) {
        self.fields = fields
    }

    /// Reads `application/x-www-form-urlencoded` text in UTF-8 (WHATWG URL, 5.1).
    ///
    /// - Throws: `FieldRefusal` with `body_malformed` for broken percent signs, text that is not UTF-8, a field that
    ///   comes twice, or too many fields.
    init(reading text: some StringProtocol) throws(FieldRefusal) {
        var fields: [String: String] = [:]
        for pair in Array(text.utf8).split(separator: UInt8(ascii: "&")) {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(parts[0]), let value = Self.decoded(parts.count > 1 ? parts[1] : []),
                fields.updateValue(value, forKey: name) == nil, fields.count <= Self.fieldLimit
            else { throw FieldRefusal(.bodyMalformed, field: "form") }
        }
        self.fields = fields
    }

    /// The field without spaces at its ends; empty where it is absent.
    subscript(name: String) -> String {
        let value = (fields[name] ?? "")[...]
        let tail = value.drop(while: Self.isBlank)
        return String(tail.reversed().drop(while: Self.isBlank).reversed())
    }

    /// The field as it came, spaces included.
    func raw(_ name: String) -> String { fields[name] ?? "" }

    /// Spaces, tabs and line ends that people and scanners leave at the ends of a field.
    private static func isBlank(_ character: Character) -> Bool {
        character == " " || character == "\t" || character.isNewline || character == "\u{3000}"
    }

    private static func decoded(_ bytes: some Collection<UInt8>) -> String? {
        var result: [UInt8] = []
        var rest = bytes.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "+"): result.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = rest.next().flatMap(hexDigit), let low = rest.next().flatMap(hexDigit) else {
                    return nil
                }
                result.append(high << 4 | low)
            default: result.append(byte)
            }
        }
        return String(validating: result, as: UTF8.self)
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}

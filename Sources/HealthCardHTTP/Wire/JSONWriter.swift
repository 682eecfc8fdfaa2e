/// Writes JSON straight into bytes; no reflection on the scan path.
package struct JSONWriter {
    package private(set) var bytes: [UInt8] = []
    private var needsComma = false

    package init() { bytes.reserveCapacity(512) }

    /// The object that `members` writes, as bytes.
    package static func object(_ members: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        writer.objectValue(members)
        return writer.bytes
    }

    /// A string, escaped.
    package mutating func member(_ key: String, _ text: String) {
        begin(key)
        write(text)
    }

    /// A string, or null.
    package mutating func member(_ key: String, _ text: String?) {
        begin(key)
        if let text { write(text) } else { raw("null") }
    }

    /// A whole number, or null.
    package mutating func member(_ key: String, _ number: Int?) {
        begin(key)
        raw(number.map(String.init) ?? "null")
    }

    /// A share of 1 in millionths, as a decimal fraction.
    package mutating func member(_ key: String, millionths: Int) {
        begin(key)
        let digits = String(1_000_000 + millionths % 1_000_000).dropFirst()
        raw("\(millionths / 1_000_000).\(digits)")
    }

    /// True or false.
    package mutating func member(_ key: String, _ flag: Bool) {
        begin(key)
        raw(flag ? "true" : "false")
    }

    /// An object, its members in the order in which they are written.
    package mutating func member(_ key: String, object members: (inout JSONWriter) -> Void) {
        begin(key)
        objectValue(members)
    }

    /// A null.
    package mutating func memberNull(_ key: String) {
        begin(key)
        raw("null")
    }

    /// An array; `each` writes one value for each element, in their order.
    package mutating func member<Element>(
        _ key: String,
        array elements: some Sequence<Element>,
        each: (inout JSONWriter, Element) -> Void
    ) {
        begin(key)
        arrayValue(elements, each: each)
    }

    /// An array of strings, in their order.
    package mutating func member(_ key: String, strings: some Sequence<String>) {
        member(key, array: strings) { $0.element($1) }
    }

    /// A text as an element of an array.
    package mutating func element(_ text: String) {
        comma()
        write(text)
        needsComma = true
    }

    /// An object as an element of an array.
    package mutating func element(object members: (inout JSONWriter) -> Void) {
        comma()
        objectValue(members)
    }

    /// A bare array.
    package mutating func arrayValue<Element>(
        _ elements: some Sequence<Element>,
        each: (inout JSONWriter, Element) -> Void
    ) {
        bytes.append(UInt8(ascii: "["))
        needsComma = false
        for element in elements { each(&self, element) }
        bytes.append(UInt8(ascii: "]"))
        needsComma = true
    }

    private mutating func objectValue(_ members: (inout JSONWriter) -> Void) {
        bytes.append(UInt8(ascii: "{"))
        needsComma = false
        members(&self)
        bytes.append(UInt8(ascii: "}"))
        needsComma = true
    }

    private mutating func begin(_ key: String) {
        comma()
        write(key)
        bytes.append(UInt8(ascii: ":"))
        needsComma = true
    }

    private mutating func comma() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
    }

    private mutating func raw(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func write(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0..<0x20, 0x7F:
                raw("\\u00")
                bytes.append(Self.hexDigit(byte >> 4))
                bytes.append(Self.hexDigit(byte & 15))
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}

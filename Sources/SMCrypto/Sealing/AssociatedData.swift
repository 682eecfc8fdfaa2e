/// What a sealed text is bound to, as bytes that cannot be read in two ways: each part with its length before it (4
/// bytes, big-endian), and after the last one four bytes of `FF`, which no length can be.
package struct AssociatedData: Sendable, Equatable {
    private static let end: [UInt8] = [0xFF, 0xFF, 0xFF, 0xFF]

    /// The parts as they are authenticated.
    let encoded: [UInt8]

    /// Takes the parts in their order; there may be any number, and any may be empty.
    package init(_ parts: [[UInt8]]) {
        encoded = Self.open(parts) + Self.end
    }

    /// The last part, where those before it were fed already.
    init(last part: String) {
        var part = part
        encoded = part.withUTF8 { text in
            let length = Self.prefix(of: text.count)
            return unsafe [UInt8](unsafeUninitializedCapacity: text.count + 8) { bytes, count in
                for index in 0..<4 {
                    unsafe bytes[index] = UInt8(truncatingIfNeeded: length >> (24 - 8 * UInt32(index)))
                    unsafe bytes[text.count + 4 + index] = 0xFF
                }
                for index in text.indices { unsafe bytes[4 + index] = text[index] }
                count = text.count + 8
            }
        }
    }

    /// Parts that others follow.
    static func open(_ parts: [[UInt8]]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(parts.reduce(0) { $0 + 4 + $1.count })
        for part in parts { append(part.span, to: &bytes) }
        return bytes
    }

    /// Two parts that others follow.
    static func open(_ first: String, _ second: [UInt8]) -> [UInt8] {
        let first = first.utf8.span
        var bytes: [UInt8] = []
        bytes.reserveCapacity(8 + first.count + second.count)
        append(first, to: &bytes)
        append(second.span, to: &bytes)
        return bytes
    }

    private static func append(_ part: Span<UInt8>, to bytes: inout [UInt8]) {
        let length = prefix(of: part.count)
        bytes.append(UInt8(truncatingIfNeeded: length >> 24))
        bytes.append(UInt8(truncatingIfNeeded: length >> 16))
        bytes.append(UInt8(truncatingIfNeeded: length >> 8))
        bytes.append(UInt8(truncatingIfNeeded: length))
        unsafe part.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
    }

    private static func prefix(of count: Int) -> UInt32 {
        guard let length = UInt32(exactly: count), length < .max else {
            preconditionFailure("what a sealed text is bound to is shorter than 4 GiB")
        }
        return length
    }
}

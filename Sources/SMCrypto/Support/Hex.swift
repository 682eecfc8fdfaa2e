/// Bytes as hexadecimal digits, two per byte, most significant digit first.
package enum Hex {
    private static let lowerDigits = Array("0123456789abcdef".utf8)
    private static let upperDigits = Array("0123456789ABCDEF".utf8)

    /// Writes `0–9a–f`.
    package static func lower(_ bytes: [UInt8]) -> String { text(bytes, lowerDigits) }

    /// Writes `0–9A–F`.
    package static func upper(_ bytes: [UInt8]) -> String { text(bytes, upperDigits) }

    /// Reads digits of either case.
    ///
    /// - Returns: `nil` if the count of digits is odd or any character is not a hexadecimal digit.
    package static func decode(_ text: some StringProtocol) -> [UInt8]? {
        let direct = text.utf8.withContiguousStorageIfAvailable { digits -> [UInt8]? in unsafe decode(digits.span) }
        if let direct { return direct }
        return decode(Array(text.utf8).span)
    }

    /// Reads digits of either case from the bytes of a text, so that a secret never becomes a `String`.
    ///
    /// - Returns: `nil` if the count of digits is odd or any byte is not a hexadecimal digit.
    package static func decode(digits: [UInt8]) -> [UInt8]? { decode(digits.span) }

    private static func text(_ bytes: [UInt8], _ digits: [UInt8]) -> String {
        let length = bytes.count * 2
        return unsafe String(unsafeUninitializedCapacity: length) { buffer in
            var position = 0
            for byte in bytes {
                unsafe buffer[position] = digits[Int(byte >> 4)]
                unsafe buffer[position + 1] = digits[Int(byte & 15)]
                position += 2
            }
            return position
        }
    }

    private static func decode(_ digits: Span<UInt8>) -> [UInt8]? {
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes = [UInt8]()
        bytes.reserveCapacity(digits.count / 2)
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = value(of: digits[index]), let low = value(of: digits[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func value(of digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

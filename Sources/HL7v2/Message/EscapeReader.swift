/// Reads escape sequences (HL7 v2.5, 2.7).
///
/// `\F\ \S\ \T\ \R\ \E\` are the delimiters, `\Xdd…\` are bytes of text, `\.br\` is a line feed, `\H\` and `\N\` are dropped.
/// Whatever else stands between two escape characters, or behind one alone, is text as it stands.
struct EscapeReader {
    let delimiters: Delimiters

    /// The text of a subcomponent.
    ///
    /// - Throws: 102 where `\X00\` hides a NUL, which no field of ours can hold.
    func text(_ bytes: ArraySlice<UInt8>, _ location: ErrorLocation) throws(HL7Refusal) -> String {
        guard var opening = bytes.firstIndex(of: delimiters.escape) else {
            return String(decoding: bytes, as: UTF8.self)
        }
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        var next = bytes.startIndex
        while let close = bytes[(opening + 1)...].firstIndex(of: delimiters.escape) {
            plain += bytes[next..<opening]
            if let meaning = meaning(of: bytes[opening + 1..<close]) {
                plain += meaning
                next = close + 1
            } else {
                // The second escape character may open a sequence of its own.
                plain += bytes[opening..<close]
                next = close
            }
            guard let following = bytes[max(next, opening + 1)...].firstIndex(of: delimiters.escape) else {
                opening = bytes.endIndex
                break
            }
            opening = following
        }
        plain += bytes[next...]
        guard !plain.contains(0) else { throw HL7Refusal(.dataType, at: location, "A text contains a NUL") }
        return String(decoding: plain, as: UTF8.self)
    }

    /// What a sequence stands for; `nil` where it stands for itself.
    private func meaning(of sequence: ArraySlice<UInt8>) -> [UInt8]? {
        switch sequence.first {
        case UInt8(ascii: "F") where sequence.count == 1: [delimiters.field]
        case UInt8(ascii: "S") where sequence.count == 1: [delimiters.component]
        case UInt8(ascii: "T") where sequence.count == 1: [delimiters.subcomponent]
        case UInt8(ascii: "R") where sequence.count == 1: [delimiters.repetition]
        case UInt8(ascii: "E") where sequence.count == 1: [delimiters.escape]
        case UInt8(ascii: "H") where sequence.count == 1, UInt8(ascii: "N") where sequence.count == 1: []
        case UInt8(ascii: "X"): hexadecimal(sequence.dropFirst())
        case UInt8(ascii: ".") where sequence.elementsEqual(".br".utf8): [0x0A]
        default: nil
        }
    }

    /// The bytes that pairs of digits say, where they are text.
    private func hexadecimal(_ digits: ArraySlice<UInt8>) -> [UInt8]? {
        guard !digits.isEmpty, digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        var high: UInt8?
        for digit in digits {
            guard let value = Character(UnicodeScalar(digit)).hexDigitValue.map(UInt8.init) else { return nil }
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return String(validating: bytes, as: UTF8.self) == nil ? nil : bytes
    }
}

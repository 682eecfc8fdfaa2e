/// The encodings of lists in the field.
package enum TextEncoding: String, Sendable, CaseIterable {
    case utf8 = "utf-8"
    /// GB 18030-2022, and so GBK and GB 2312.
    case gb18030

    /// Tells the encoding of a file by its beginning, and by its first line alone where that is not plain ASCII: UTF-8
    /// unless more of it is no UTF-8 than is.
    package static func guess(_ sample: [UInt8]) -> TextEncoding {
        let line = sample.prefix { $0 != UInt8(ascii: "\n") }
        let bytes = line.contains { $0 >= 0x80 } ? Array(line) : sample
        var (sequences, faults, index) = (0, 0, 0)
        while index < bytes.count {
            let length = utf8Length(bytes, at: index)
            if length == 0 { faults += 1 } else if length > 1 { sequences += 1 }
            index += max(length, 1)
        }
        return faults > sequences ? .gb18030 : .utf8
    }

    /// The length of the character at a place; 0 where there is none. A character that the end cuts counts as whole.
    private static func utf8Length(_ bytes: [UInt8], at index: Int) -> Int {
        let length: Int
        switch bytes[index] {
        case ..<0x80: return 1
        case 0xC2..<0xE0: length = 2
        case 0xE0..<0xF0: length = 3
        case 0xF0..<0xF5: length = 4
        default: return 0
        }
        for place in index + 1..<index + length {
            guard place < bytes.count else { return length }
            guard bytes[place] & 0xC0 == 0x80 else { return 0 }
        }
        return length
    }
}

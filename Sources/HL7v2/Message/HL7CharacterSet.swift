/// The character sets that are understood, by their names in table 0211 (MSH-18).
package enum HL7CharacterSet: String, Sendable, CaseIterable {
    case utf8 = "UNICODE UTF-8"
    /// GB 18030, and so GBK and GB 2312.
    case gb18030 = "GB 18030-2000"
    case ascii = "ASCII"

    /// What is meant where senders write another name than the table's (ours).
    private static let otherNames: [String: HL7CharacterSet] = [
        "UTF-8": .utf8, "UTF8": .utf8, "UNICODE": .utf8, "GB18030": .gb18030, "GB 18030": .gb18030,
        "GB18030-2000": .gb18030, "GBK": .gb18030, "GB2312": .gb18030,
    ]

    package init?(named name: String) {
        guard let set = HL7CharacterSet(rawValue: name) ?? Self.otherNames[name.uppercased()] else { return nil }
        self = set
    }

    /// Tells how the bytes of a message are to be read, before they can be read.
    ///
    /// In GB 18030 the second byte of a character may be a delimiter, in UTF-8 none is. MSH is therefore cut both ways; the
    /// name that one of the two finds decides, and speaks for the way in which it was found.
    ///
    /// - Returns: `nil` where MSH-18 names a set that is not understood; `fallback` where it is empty.
    package static func declared(in bytes: [UInt8], fallback: HL7CharacterSet) -> HL7CharacterSet? {
        let names = (name(in: bytes, isDoubleByte: false), name(in: bytes, isDoubleByte: true))
        if let set = HL7CharacterSet(named: names.0), set != .gb18030 { return set }
        if let set = HL7CharacterSet(named: names.1), set == .gb18030 { return set }
        let isDoubleByte = fallback == .gb18030
        return (isDoubleByte ? names.1 : names.0).isEmpty ? fallback : nil
    }

    /// The first occurrence of MSH-18.
    private static func name(in bytes: [UInt8], isDoubleByte: Bool) -> String {
        guard bytes.count > 8 else { return "" }
        let (separator, repetition) = (bytes[3], bytes[5])
        var (position, index) = (1, 3)
        var name: [UInt8] = []
        while index < bytes.count, bytes[index] != 0x0D, bytes[index] != 0x0A, position <= 18 {
            let byte = bytes[index]
            if isDoubleByte, byte >= 0x81 {
                // A digit in second place is that of a character of four bytes.
                let isLong = index + 1 < bytes.count && (0x30...0x39).contains(bytes[index + 1])
                index += isLong ? 4 : 2
                continue
            }
            if byte == separator { position += 1 } else if position == 18 { name.append(byte) }
            index += 1
        }
        return String(decoding: name.prefix { $0 != repetition }, as: UTF8.self)
    }
}

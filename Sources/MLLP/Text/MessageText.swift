import CIconv
import HL7v2

/// Turns the bytes of messages into UTF-8 and back.
enum MessageText {
    /// The bytes in UTF-8; `nil` where they are no text in the character set.
    static func utf8(_ bytes: [UInt8], from set: HL7CharacterSet) -> [UInt8]? {
        switch set {
        case .utf8: String(validating: bytes, as: UTF8.self) == nil ? nil : bytes
        case .ascii: bytes.allSatisfy { $0 < 0x80 } ? bytes : nil
        // Two bytes become at most three, four at most four.
        case .gb18030: converted(bytes, from: "GB18030", to: "UTF-8", growth: 2)
        }
    }

    /// UTF-8 in a character set; `nil` where the set has no such character.
    static func bytes(_ utf8: [UInt8], in set: HL7CharacterSet) -> [UInt8]? {
        switch set {
        case .utf8: utf8
        case .ascii: utf8.allSatisfy { $0 < 0x80 } ? utf8 : nil
        // Two bytes become at most four.
        case .gb18030: converted(utf8, from: "UTF-8", to: "GB18030", growth: 2)
        }
    }

    /// The bytes with a question mark for whatever is no ASCII, so that the header of a message that is no text can be
    /// read.
    static func legible(_ bytes: [UInt8]) -> [UInt8] {
        var legible: [UInt8] = []
        legible.reserveCapacity(bytes.count)
        for byte in bytes { legible.append(byte < 0x80 && byte != 0 ? byte : UInt8(ascii: "?")) }
        return legible
    }

    private static func converted(_ bytes: [UInt8], from: String, to: String, growth: Int) -> [UInt8]? {
        if bytes.allSatisfy({ $0 < 0x80 }) { return bytes }
        let opened = unsafe iconv_open(to, from)
        precondition(unsafe xinglin_iconv_is_open(opened) == 1, "the C library converts GB 18030")
        defer { unsafe iconv_close(opened) }
        let room = bytes.count * growth
        let text = unsafe [UInt8](unsafeUninitializedCapacity: room) { output, count in
            let length = unsafe bytes.withUnsafeBytes { input in
                unsafe UnsafeMutableRawBufferPointer(output).withMemoryRebound(to: CChar.self) { output in
                    unsafe xinglin_iconv(
                        opened,
                        input.bindMemory(to: CChar.self).baseAddress,
                        input.count,
                        output.baseAddress,
                        output.count
                    )
                }
            }
            count = max(Int(length), 0)
        }
        // Nothing but a fault gives nothing for something.
        return text.isEmpty ? nil : text
    }
}

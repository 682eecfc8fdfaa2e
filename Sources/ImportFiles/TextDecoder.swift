import CIconv

/// Turns the bytes of a cell into text. Not for two threads at once.
@safe
final class TextDecoder {
    private let encoding: TextEncoding
    private let converter: iconv_t?
    private var room: [CChar] = []

    /// - Throws: `FileRefusal.encoding` where the system cannot convert.
    init(_ encoding: TextEncoding) throws(FileRefusal) {
        self.encoding = encoding
        guard encoding == .gb18030 else {
            unsafe converter = nil
            return
        }
        let opened = unsafe iconv_open("UTF-8", "GB18030")
        guard unsafe xinglin_iconv_is_open(opened) == 1 else { throw .encoding }
        unsafe converter = opened
    }

    deinit {
        if let converter = unsafe converter { unsafe iconv_close(converter) }
    }

    /// The text, or `nil` where a byte is none.
    func text(_ bytes: ArraySlice<UInt8>) -> String? {
        guard encoding == .gb18030, bytes.contains(where: { $0 >= 0x80 }) else {
            return String(validating: bytes, as: UTF8.self)
        }
        // Two bytes become at most three, four at most four.
        let needed = bytes.count * 2
        if room.count < needed { room = [CChar](repeating: 0, count: needed) }
        let length = unsafe bytes.withUnsafeBytes { input in
            unsafe room.withUnsafeMutableBufferPointer { output in
                unsafe xinglin_iconv(
                    converter,
                    input.bindMemory(to: CChar.self).baseAddress,
                    input.count,
                    output.baseAddress,
                    output.count
                )
            }
        }
        guard length >= 0 else { return nil }
        return String(validating: room[..<length].lazy.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

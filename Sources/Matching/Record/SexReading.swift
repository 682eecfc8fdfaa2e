/// GB/T 2261.1 codes and the words that windows type for them.
enum SexReading {
    static func read(_ text: String) -> UInt8 {
        switch FoldedText.fold(text, limit: 8).first {
        case 0x31, 0x7537, 0x6D: 1
        case 0x32, 0x5973, 0x66: 2
        default: 0
        }
    }
}

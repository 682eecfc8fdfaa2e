import SeededRandom

/// Texts of card codes with random, meaningless parts.
enum Payload {
    /// The longest text of a card code: 64 and 32 hexadecimal digits, a type, and a filing number of 17 characters.
    static func dynamic(using random: inout SeededGenerator) -> String {
        hexadecimal(64, using: &random) + ":0:" + hexadecimal(32, using: &random) + ":5100A0013"
            + hexadecimal(8, using: &random)
    }

    /// A static text: no token and a short filing number.
    static func fixed(using random: inout SeededGenerator) -> String {
        hexadecimal(64, using: &random) + ":1::5100A0013"
    }

    static func hexadecimal(_ length: Int, using random: inout SeededGenerator) -> String {
        String((0..<length).map { _ in "0123456789ABCDEF".randomElement(using: &random) ?? "0" })
    }
}

/// Phone numbers as compact integers: mobiles with eleven digits, landlines without their area code.
enum PhoneReading {
    static let most = 3

    /// Numbers on posters and in manuals, typed where a number is demanded.
    private static let placeholders: Set<UInt64> = [
        13_800_138_000, 13_800_000_000, 13_900_000_000, 13_912_345_678, 13_812_345_678, 13_888_888_888, 13_999_999_999,
        13_612_345_678, 15_012_345_678, 18_612_345_678, 18_888_888_888, 13_012_345_678, 13_712_345_678, 12_345_678_910,
        12_345_678_901, 13_123_456_789, 15_812_345_678, 18_812_345_678, 13_512_345_678,
    ]

    /// Reads every number of a field that may hold several; placeholders and what is no number are left out.
    static func read(_ text: String) -> [UInt64] {
        var numbers: [UInt64] = []
        let folded = FoldedText.fold(text, limit: 80)
        for piece in folded.split(whereSeparator: { [0x2F, 0x2C, 0x3B, 0x3001, 0x7C].contains($0) }) {
            let digits = piece.filter(FoldedText.isDigit).map { UInt8($0 - 0x30) }
            // Two mobile numbers with nothing but a space between them.
            let parts = digits.count == 22 ? [digits[..<11], digits[11...]] : [digits[...]]
            for part in parts {
                if let number = number(Array(part)), !numbers.contains(number), numbers.count < most {
                    numbers.append(number)
                }
            }
        }
        return numbers
    }

    private static func number(_ typed: [UInt8]) -> UInt64? {
        var digits = typed
        if digits.starts(with: [0, 0, 8, 6]) { digits.removeFirst(4) }
        if digits.count >= 12, digits.starts(with: [8, 6]) { digits.removeFirst(2) }
        if digits.count == 12, digits[0] == 0, digits[1] == 1, digits[2] >= 3 { digits.removeFirst() }
        if digits.count >= 10, digits.count <= 12, digits[0] == 0 {
            digits.removeFirst(digits[1] <= 2 ? 3 : 4)
        }
        guard (7...13).contains(digits.count), Set(digits).count > 2, digits.count != 18 else { return nil }
        let value = digits.reduce(UInt64(0)) { $0 * 10 + UInt64($1) }
        if Set(digits.suffix(8)).count == 1 || placeholders.contains(value) { return nil }
        let rising = zip(digits, digits.dropFirst()).allSatisfy { $1 == $0 + 1 }
        return rising ? nil : value
    }

    /// Whether a number has the eleven digits of a mobile phone, of which the first is 1.
    static func isMobile(_ number: UInt64) -> Bool { (10_000_000_000..<20_000_000_000).contains(number) }

    /// Whether two numbers differ by one digit or by two neighbouring digits that changed places.
    static func isNear(_ one: UInt64, _ other: UInt64) -> Bool {
        var (left, right) = (one, other)
        var differing: [(place: Int, left: UInt64, right: UInt64)] = []
        for place in 0..<13 {
            if left % 10 != right % 10 {
                differing.append((place, left % 10, right % 10))
                if differing.count > 2 { return false }
            }
            left /= 10
            right /= 10
        }
        if differing.count == 1 { return true }
        return differing.count == 2 && differing[1].place == differing[0].place + 1
            && differing[0].left == differing[1].right && differing[0].right == differing[1].left
    }
}

/// The rules of GB 11643-1999: region, birth date, sequence, check character.
enum ResidentNumber {
    private static let weights: [Int] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    private static let checks: [UInt8] = Array("10x98765432".utf8)
    private static let provinces: Set<Int> = [
        11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62,
        63, 64, 65, 71, 81, 82, 83,
    ]

    /// The check character for seventeen digits.
    static func check(_ body: ArraySlice<UInt8>) -> UInt8 {
        var sum = 0
        for (weight, digit) in zip(weights, body) { sum += weight * Int(digit &- 0x30) }
        return checks[sum % 11]
    }

    static func isDigits(_ text: ArraySlice<UInt8>) -> Bool { text.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }

    /// Whether eighteen characters are seventeen digits and a check character or digit, in possible ranges.
    static func hasForm(_ text: [UInt8]) -> Bool {
        text.count == 18 && isDigits(text[..<17]) && (text[17] == 0x78 || isDigits(text[17...]))
    }

    static func hasRegion(_ text: [UInt8]) -> Bool {
        let province = Int(text[0] &- 0x30) * 10 + Int(text[1] &- 0x30)
        return provinces.contains(province) || text[0] == 0x39
    }

    static func birthDate(_ text: [UInt8]) -> BirthDate? {
        guard text.count == 18, isDigits(text[6..<14]) else { return nil }
        let packed = text[6..<14].reduce(UInt32(0)) { $0 * 10 + UInt32($1 - 0x30) }
        return BirthDate(packed: packed).flatMap { $0.isWhole ? $0 : nil }
    }

    /// - Parameter registered: The day of registration, before which the holder was born; 0 if unknown.
    static func isValid(_ text: [UInt8], registered: Int32) -> Bool {
        guard hasForm(text), hasRegion(text), let birth = birthDate(text), check(text[..<17]) == text[17] else {
            return false
        }
        return registered == 0 || birth.dayNumber <= registered + 1 && birth.dayNumber > registered - 125 * 366
    }

    /// A number of fifteen digits, given until 1999, in the form of eighteen.
    static func upgraded(_ text: [UInt8]) -> [UInt8]? {
        guard text.count == 15, isDigits(text[...]) else { return nil }
        var body = Array(text[..<6])
        body += [0x31, 0x39]
        body += text[6...]
        return body + [check(body[...])]
    }
}

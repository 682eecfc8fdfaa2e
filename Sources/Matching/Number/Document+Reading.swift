extension Document {
    /// Placeholders that are valid by their form.
    private static let placeholders: Set<[UInt8]> = Set(
        [
            "110101199001011234", "110101199001010010", "110101190001010000", "123456789012345678",
            "110101198001010010",
            "111111190001010000", "123456199001011234", "110101200001010010", "11010119900101001x",
            "320000190001010000",
        ].map { Array($0.utf8) }
    )

    /// Reads what a number is, whatever its type says; `nil` for nothing, for words and for placeholders.
    ///
    /// - Parameters:
    ///   - type: A code of WS/T CV02.01.101 as typed; it decides only between numbers of one form.
    ///   - registered: The day of the registration, 0 if unknown.
    static func read(_ typed: String, type: String, registered: Int32) -> Document? {
        let folded = FoldedText.fold(typed, limit: 64)
        let code = type.utf8.reduce(UInt32(0)) { $0 &* 10 &+ (UInt32($1) &- 0x30) }
        let hasOfficerWord = folded.contains(0x5B57) || folded.contains(0x519B) || folded.contains(0x7B2C)
        var text: [UInt8] = []
        for value in folded {
            if FoldedText.isDigit(value) || FoldedText.isLetter(value) { text.append(UInt8(value)) }
            // The check character X is typed as a star or a multiplication sign where a keypad has no letters.
            if value == 0x2A || value == 0xD7, text.count == 17 { text.append(0x78) }
        }
        // Several stars hide the digits on purpose.
        let hidden = folded.reduce(0) { $1 == 0x2A ? $0 + 1 : $0 }
        guard text.count >= 4, text.count <= 40, hidden <= 1, !isPlaceholder(text) else { return nil }
        if hasOfficerWord || code == 4 {
            let digits = text.filter { $0 <= 0x39 }
            if digits.count < 14 { return digits.count >= 5 ? Document(kind: .officer, text: digits) : nil }
        }
        let resident = resident(text, registered: registered)
        // Windows type the person's own number for the booklet that it stands in.
        if code == 2, resident?.isOfResident != true { return Document(kind: .household, text: text) }
        return resident ?? lettered(text, code: code)
    }

    private static func resident(_ text: [UInt8], registered: Int32) -> Document? {
        let digits = text.allSatisfy { $0 <= 0x39 }
        switch text.count {
        case 18 where ResidentNumber.hasForm(text):
            if ResidentNumber.isValid(text, registered: registered) { return Document(kind: .resident, text: text) }
            return ResidentNumber.hasRegion(text) || ResidentNumber.birthDate(text) != nil
                ? Document(kind: .damagedResident, text: text) : Document(kind: .other, text: text)
        case 15 where digits:
            if let upgraded = ResidentNumber.upgraded(text),
                ResidentNumber.isValid(upgraded, registered: registered)
            {
                return Document(kind: .resident, text: upgraded, isUpgraded: true)
            }
            return Document(kind: .other, text: text)
        case 16...20 where text.dropLast().allSatisfy { $0 <= 0x39 }:
            return Document(kind: .damagedResident, text: text)
        default: return nil
        }
    }

    private static func lettered(_ text: [UInt8], code: UInt32) -> Document {
        let letters = text.prefix { $0 > 0x39 }.count
        let digits = text.count - letters
        let isPlain = text.dropFirst(letters).allSatisfy { $0 <= 0x39 }
        guard isPlain else { return Document(kind: code == 3 ? .passport : .other, text: text) }
        switch (letters, digits) {
        case (1, 8), (1, 10):
            if text[0] == 0x68 || text[0] == 0x6D, code != 3 {
                return Document(kind: .hongKongMacaoPass, text: Array(text.prefix(9)))
            }
            return Document(kind: .passport, text: text)
        case (1, 9): return Document(kind: code == 3 ? .passport : .birthCertificate, text: text)
        case (3, 12): return Document(kind: .foreignPermanentOld, text: text)
        case (0, 8), (0, 10):
            if code == 6 { return Document(kind: .hongKongMacaoPass, text: Array(text.prefix(8))) }
            if code == 7 { return Document(kind: .taiwanPass, text: Array(text.prefix(8))) }
            return Document(kind: code == 3 ? .passport : .other, text: text)
        case (1...2, 5...9): return Document(kind: code == 3 ? .passport : .other, text: text)
        default: return Document(kind: code == 3 ? .passport : .other, text: text)
        }
    }

    /// One sign throughout, at most two signs in a long number, a run such as 123456…, or a known default.
    private static func isPlaceholder(_ text: [UInt8]) -> Bool {
        if placeholders.contains(text) || isMadeUp(text) { return true }
        let digits = text.filter { $0 <= 0x39 }
        guard digits.count >= 4 else { return true }
        if Set(digits).count == 1 || digits.count >= 12 && Set(digits).count == 2 { return true }
        if digits.allSatisfy({ $0 == 0x30 || $0 == 0x31 }), digits.count >= 6 { return true }
        let rising = zip(digits, digits.dropFirst()).allSatisfy { $1 == $0 + 1 || $0 == 0x39 && $1 == 0x30 }
        if rising { return true }
        // A resident number whose birth date or whose sequence is all zeros, such as 110101000000000000.
        return digits.count >= 15 && digits.dropFirst(6).allSatisfy { $0 == 0x30 || $0 == 0x39 || $0 == 0x31 }
    }

    /// Sequences that clerks take when they make a number up.
    private static let easySequences: Set<[UInt8]> = Set(
        ["000", "001", "111", "123", "222", "333", "444", "555", "666", "777", "888", "999"].map { Array($0.utf8) }
    )

    /// A resident number of the first of January of a round year with an easy sequence: one institution gives it to
    /// many, and hardly anybody was given it.
    private static func isMadeUp(_ text: [UInt8]) -> Bool {
        guard ResidentNumber.hasForm(text), text[9] == 0x30, text[10..<14].elementsEqual("0101".utf8) else {
            return false
        }
        return easySequences.contains(Array(text[14..<17]))
    }
}

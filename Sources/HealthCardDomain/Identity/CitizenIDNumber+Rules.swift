extension CitizenIDNumber {
    /// The check character for 17 ASCII digits (ISO 7064 MOD 11-2), or `nil` if `digits` is anything else.
    package static func checkCharacter(of17Digits digits: String) -> Character? {
        let bytes = Array(digits.utf8)
        guard bytes.count == 17, bytes.allSatisfy(isDigit) else { return nil }
        return Character(Unicode.Scalar(checkByte(of: bytes[...])))
    }

    /// Reads a number of 15 digits, as issued until 1999, into the 18 characters that replaced it: `19` goes before
    /// the year and the check character to the end.
    ///
    /// The sequences 996 to 999 of a 15-digit number were kept for people born before 1900; which century is meant
    /// cannot be told from the number, so it is refused instead of guessed.
    ///
    /// - Throws: what reading 18 characters throws, and `.idNumberAmbiguousCentury`.
    package static func converting15(_ text: String, on today: CivilDate) throws(IdentityRefusal) -> CitizenIDNumber {
        guard text.utf8.count <= TextHazard.maximumBytes else { throw .idNumberBadLength }
        try TextHazard.checkIdentifier(text)
        guard text.unicodeScalars.count == 15 else { throw .idNumberBadLength }
        let digits = Array(text.utf8)
        guard digits.count == 15, digits.allSatisfy(isDigit) else { throw .idNumberBadCharacter }
        guard kind(ofRegion: digits[0..<6]) == .citizen else { throw .idNumberUnknownRegion }
        if digits[12] == 0x39, digits[13] == 0x39, digits[14] >= 0x36 { throw .idNumberAmbiguousCentury }
        let long = digits[0..<6] + [0x31, 0x39] + digits[6..<15]
        return try CitizenIDNumber(String(decoding: long + [checkByte(of: long)], as: UTF8.self), on: today)
    }

    static func isDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte)
    }

    /// Weights and characters of GB 11643-1999, clause 4; `digits` are 17 ASCII digits.
    static func checkByte(of digits: ArraySlice<UInt8>) -> UInt8 {
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        let characters = Array("10X98765432".utf8)
        var sum = 0
        for (digit, weight) in zip(digits, weights) { sum += Int(digit - 0x30) * weight }
        return characters[sum % 11]
    }

    /// The document whose numbers start with these six ASCII digits, or `nil` if none does.
    static func kind(ofRegion digits: ArraySlice<UInt8>) -> Kind? {
        let region = digits.map { Int($0 - 0x30) }
        let province = region[0] * 10 + region[1]
        switch province {
        case 81, 82, 83: return region[2...].allSatisfy { $0 == 0 } ? .hongKongMacaoTaiwanResident : nil
        case 90...99: return Province(number: region[1] * 10 + region[2]) == nil ? nil : .foreignPermanentResident
        default: return Province(number: province) == nil ? nil : .citizen
        }
    }
}

/// What the number of each document other than the resident ID card can look like.
///
/// The shapes of permits and of the birth certificate follow the documents themselves; the lengths of the rest are
/// ours, wide enough for every real number we know.
enum DocumentNumberRule {
    static func normalized(_ text: String, for type: IDType) throws(IdentityRefusal) -> String {
        guard text.utf8.count <= TextHazard.maximumBytes else { throw .documentNumberMalformed }
        try TextHazard.checkIdentifier(text)
        let upper = uppercasedASCII(text)
        guard accepts(upper, as: type), !isNothingButZeros(upper) else { throw .documentNumberMalformed }
        return upper
    }

    private static func accepts(_ text: String, as type: IDType) -> Bool {
        let bytes = Array(text.utf8)
        return switch type {
        // Read as a citizen ID number; never asked here.
        case .residentID: false
        // Household numbers differ by province; a child's page carries a citizen ID number.
        case .householdRegister: isAlphanumeric(bytes, length: 6...20, leastDigits: 4)
        // ICAO Doc 9303 gives nine characters in the machine-readable zone and lets longer numbers overflow.
        case .passport: isAlphanumeric(bytes, length: 5...17, leastDigits: 1)
        case .officerID: isOfficerNumber(text)
        // A citizen's licence carries the citizen ID number, so 18 characters must pass its check.
        case .drivingLicence: isDrivingLicence(bytes)
        // H or M, eight digits; the cards before 2013 add two digits of renewal.
        case .hkMacaoPermit: isLetterAndDigits(bytes, letters: "HM", digits: [8, 10])
        case .taiwanPermit: isTaiwanPermit(bytes)
        case .birthCertificate: isLetterAndDigits(bytes, letters: "ABCDEFGHIJKLMNOPQRSTUVWXYZ", digits: [9])
        case .other: isOther(bytes)
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }

    private static func isAlphanumeric(_ bytes: [UInt8], length: ClosedRange<Int>, leastDigits: Int) -> Bool {
        length.contains(bytes.count) && bytes.allSatisfy { isDigit($0) || isLetter($0) }
            && bytes.count(where: isDigit) >= leastDigits
    }

    private static func isLetterAndDigits(_ bytes: [UInt8], letters: String, digits: Set<Int>) -> Bool {
        guard let first = bytes.first, letters.utf8.contains(first) else { return false }
        return digits.contains(bytes.count - 1) && bytes.dropFirst().allSatisfy(isDigit)
    }

    /// Eight digits; the paper booklets before 2015 had ten, and a letter behind them in some.
    private static func isTaiwanPermit(_ bytes: [UInt8]) -> Bool {
        switch bytes.count {
        case 8, 10: bytes.allSatisfy(isDigit)
        case 11: bytes.prefix(10).allSatisfy(isDigit) && isLetter(bytes[10])
        default: false
        }
    }

    private static func isDrivingLicence(_ bytes: [UInt8]) -> Bool {
        guard isAlphanumeric(bytes, length: 8...18, leastDigits: 4) else { return false }
        let looksLikeCitizenID = bytes.count == 18 && bytes.prefix(17).allSatisfy(isDigit)
        return !looksLikeCitizenID || CitizenIDNumber.checkByte(of: bytes[0..<17]) == bytes[17]
    }

    /// `军字第2001988号` with one to four Han characters before 字第, or six to twelve letters and digits.
    private static func isOfficerNumber(_ text: String) -> Bool {
        if isAlphanumeric(Array(text.utf8), length: 6...12, leastDigits: 4) { return true }
        guard let mark = text.firstIndex(of: "字"), text.hasSuffix("号") else { return false }
        let office = text[..<mark].unicodeScalars
        let rest = text[text.index(after: mark)...].dropLast()
        guard (1...4).contains(office.count), office.allSatisfy(NameAlphabet.isHan), rest.first == "第" else {
            return false
        }
        let number = Array(rest.dropFirst().utf8)
        return (4...12).contains(number.count) && number.allSatisfy(isDigit)
    }

    private static func isOther(_ bytes: [UInt8]) -> Bool {
        guard (4...32).contains(bytes.count), let first = bytes.first, let last = bytes.last else { return false }
        return first != UInt8(ascii: "-") && last != UInt8(ascii: "-")
            && bytes.allSatisfy { isDigit($0) || isLetter($0) || $0 == UInt8(ascii: "-") }
    }

    private static func isNothingButZeros(_ text: String) -> Bool {
        let digits = text.utf8.filter(isDigit)
        return !digits.isEmpty && digits.allSatisfy { $0 == 0x30 }
    }

    private static func uppercasedASCII(_ text: String) -> String {
        String(decoding: text.utf8.map { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 }, as: UTF8.self)
    }
}

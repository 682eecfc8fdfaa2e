/// A citizen ID number as GB 11643-1999 defines it: six digits of region, eight of birth date, three of sequence and
/// a check character (A15).
///
/// Two later documents share the structure and are accepted: the residence permits of Hong Kong (810000), Macao
/// (820000) and Taiwan (830000) residents, and the permanent residence card of foreigners, form of 2023 (9, two
/// digits of province, three of country). A number of 15 digits, issued until 1999, is read and stored with 18.
/// The region is checked against the provinces of GB/T 2260 only, since numbers keep counties that no longer exist.
package struct CitizenIDNumber: Sendable, Hashable, Redacting {
    /// The document that a number belongs to, told from its region.
    package enum Kind: Sendable, CaseIterable {
        case citizen, hongKongMacaoTaiwanResident, foreignPermanentResident
    }

    /// The earliest year of birth that is believed.
    package static let earliestYear = 1_850

    /// 18 ASCII characters: 17 digits, then a digit or an upper-case `X`.
    package let text: String

    /// Digits 7 to 14; a real day, from 1850 to the day of reading.
    package let birthDate: CivilDate

    /// `.male` if the sequence is odd, `.female` if it is even.
    package let gender: Gender

    /// Which of the three documents the number belongs to.
    package let kind: Kind

    /// The first six digits; for a foreigner `9`, the province and the numeric country of GB/T 2659.
    package var regionCode: String { String(text.prefix(6)) }

    /// Reads a number of 18 characters, or of 15 digits as ``converting15(_:on:)`` does; a final `x` becomes `X`.
    ///
    /// - Throws: the first that applies of the text refusals (NUL, control, bidirectional, invisible, full-width,
    ///   space), `.idNumberBadLength`, `.idNumberBadCharacter`, `.idNumberUnknownRegion`, `.idNumberBadDate`,
    ///   `.idNumberDateTooEarly`, `.idNumberFutureDate`, `.idNumberCheckDigit`.
    package init(_ text: String, on today: CivilDate) throws(IdentityRefusal) {
        guard text.utf8.count <= TextHazard.maximumBytes else { throw .idNumberBadLength }
        try TextHazard.checkIdentifier(text)
        switch text.unicodeScalars.count {
        case 15: self = try CitizenIDNumber.converting15(text, on: today)
        case 18: try self.init(eighteen: text, on: today)
        default: throw .idNumberBadLength
        }
    }

    private init(eighteen text: String, on today: CivilDate) throws(IdentityRefusal) {
        var characters = Array(text.utf8)
        guard characters.count == 18, characters[0..<17].allSatisfy(CitizenIDNumber.isDigit) else {
            throw .idNumberBadCharacter
        }
        if characters[17] == UInt8(ascii: "x") { characters[17] = UInt8(ascii: "X") }
        guard CitizenIDNumber.isDigit(characters[17]) || characters[17] == UInt8(ascii: "X") else {
            throw .idNumberBadCharacter
        }
        guard let kind = CitizenIDNumber.kind(ofRegion: characters[0..<6]) else { throw .idNumberUnknownRegion }
        guard let birthDate = CivilDate(digits: characters[6..<14]) else { throw .idNumberBadDate }
        guard birthDate.year >= CitizenIDNumber.earliestYear else { throw .idNumberDateTooEarly }
        guard birthDate <= today else { throw .idNumberFutureDate }
        guard characters[17] == CitizenIDNumber.checkByte(of: characters[0..<17]) else { throw .idNumberCheckDigit }
        self.text = String(decoding: characters, as: UTF8.self)
        self.birthDate = birthDate
        self.gender = characters[16] & 1 == 1 ? .male : .female
        self.kind = kind
    }
}

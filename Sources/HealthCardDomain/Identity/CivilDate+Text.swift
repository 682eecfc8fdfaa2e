extension CivilDate {
    /// Reads exactly `yyyy-MM-dd` in ASCII digits; anything else is `nil`.
    package init?(iso text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return nil }
        self.init(digits: bytes[0..<4] + bytes[5..<7] + bytes[8..<10])
    }

    /// Reads exactly `yyyyMMdd` in ASCII digits; anything else is `nil`.
    package init?(compact text: String) {
        self.init(digits: Array(text.utf8)[...])
    }

    /// Reads a birth date as the field writes it, `yyyy-MM-dd` or `yyyyMMdd`.
    ///
    /// - Throws: `.birthDateMalformed` for every other text and for days the calendar does not have.
    package init(birthDateText text: String) throws(IdentityRefusal) {
        guard let date = CivilDate(iso: text) ?? CivilDate(compact: text) else { throw .birthDateMalformed }
        self = date
    }

    /// `yyyy-MM-dd`.
    package var iso: String {
        "\(CivilDate.padded(year, to: 4))-\(CivilDate.padded(month, to: 2))-\(CivilDate.padded(day, to: 2))"
    }

    /// `yyyyMMdd`.
    package var compact: String {
        CivilDate.padded(year, to: 4) + CivilDate.padded(month, to: 2) + CivilDate.padded(day, to: 2)
    }

    init?(digits: ArraySlice<UInt8>) {
        guard digits.count == 8 else { return nil }
        var value = 0
        for digit in digits {
            guard (0x30...0x39).contains(digit) else { return nil }
            value = value * 10 + Int(digit - 0x30)
        }
        self.init(year: value / 10_000, month: value / 100 % 100, day: value % 100)
    }

    private static func padded(_ number: Int, to width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
}

extension BirthDate {
    /// Days that windows and old systems put where nothing is known.
    private static let defaults: Set<UInt32> = [1899_12_30, 1899_12_31, 1900_01_01, 1900_01_00, 1901_01_01]

    /// Reads a date in any form a window types: `19800503`, `1980-5-3`, `1980/05/03`, `1980.5.3`, `1980年5月3日`,
    /// `一九八〇年五月三日`, `80-5-3`, `800503`, `1980-05`, `1980`, with or without a time behind it; and `29344`, the number
    /// of a day that a spreadsheet makes of a date.
    ///
    /// - Parameter registered: The day number of the registration, which settles the century of a short year and
    ///   rules out dates to come; 0 if it is unknown.
    static func read(_ text: String, registered: Int32) -> BirthDate? {
        let parts = numbers(in: FoldedText.fold(text, limit: 40))
        guard let date = date(from: parts, registered: registered) else { return nil }
        if registered > 0, date.dayNumber > registered + 1 { return nil }
        if Self.defaults.contains(date.packed) { return nil }
        return date
    }

    /// The runs of digits, Chinese numerals among them, with their lengths.
    private static func numbers(in folded: [UInt32]) -> [(value: UInt32, length: Int)] {
        var parts: [(value: UInt32, length: Int)] = []
        var isOpen = false
        var colon = false
        for (offset, value) in folded.enumerated() {
            // 十 between two digits adds nothing: 二十三 reads as 二三.
            if value == 0x5341, isOpen, offset + 1 < folded.count, Self.ones.contains(folded[offset + 1]) { continue }
            if let digit = digit(value, next: offset + 1 < folded.count ? folded[offset + 1] : 0, isOpen: isOpen) {
                if isOpen, let last = parts.last, last.length < 9 {
                    parts[parts.count - 1] =
                        digit.ten
                        ? ((last.length == 1 ? last.value * 10 : last.value) + digit.value, max(2, last.length))
                        : (last.value * 10 + digit.value, last.length + 1)
                } else if !isOpen {
                    parts.append((digit.value, digit.ten ? 2 : 1))
                }
                isOpen = true
            } else {
                isOpen = false
                if value == 0x3A { colon = true }
                // A time follows the date after a space or a `t`; nothing behind it belongs to the date.
                if (value == 0x20 || value == 0x74), parts.count >= 3 || parts.first?.length == 8 { break }
            }
        }
        return colon && parts.count > 3 ? Array(parts.prefix(3)) : parts
    }

    /// The value of a digit in ASCII or Chinese; 十 counts as a ten that joins the digit behind it.
    private static func digit(_ value: UInt32, next: UInt32, isOpen: Bool) -> (value: UInt32, ten: Bool)? {
        switch value {
        case 0x30...0x39: (value - 0x30, false)
        case 0x3007, 0x96F6, 0x25CB: (0, false)
        case 0x4E00: (1, false)
        case 0x4E8C: (2, false)
        case 0x4E09: (3, false)
        case 0x56DB: (4, false)
        case 0x4E94: (5, false)
        case 0x516D: (6, false)
        case 0x4E03: (7, false)
        case 0x516B: (8, false)
        case 0x4E5D: (9, false)
        case 0x5341: tenValue(next: next, isOpen: isOpen)
        default: nil
        }
    }

    private static func tenValue(next: UInt32, isOpen: Bool) -> (value: UInt32, ten: Bool) {
        // 十 before a digit leaves the ones to it; as the last of its run it is a whole ten or a multiplied one.
        if ones.contains(next) { return (1, false) }
        return isOpen ? (0, true) : (10, true)
    }

    private static let ones: Set<UInt32> = [
        0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D,
    ]

    private static func date(from parts: [(value: UInt32, length: Int)], registered: Int32) -> BirthDate? {
        guard let first = parts.first, parts.allSatisfy({ $0.value < 100_000_000 }) else { return nil }
        switch (parts.count, first.length) {
        case (1, 8): return BirthDate(packed: first.value) ?? swappedDay(first.value)
        case (1, 7): return nil
        case (1, 5): return spreadsheetDay(first.value)
        case (1, 6):
            if let month = BirthDate(packed: first.value * 100), first.value / 100 >= 1880 { return month }
            return BirthDate(
                year: wholeYear(first.value / 10_000, registered: registered),
                month: first.value / 100 % 100,
                day: first.value % 100
            )
        case (1, 4): return BirthDate(packed: first.value * 10_000)
        case (2, 4): return BirthDate(year: first.value, month: parts[1].value, day: 0)
        case (3..., 4):
            let whole = BirthDate(year: first.value, month: parts[1].value, day: parts[2].value)
            return whole ?? BirthDate(year: first.value, month: parts[2].value, day: parts[1].value)
        case (3..., 1...2) where parts[2].length == 4:
            let dayFirst = BirthDate(year: parts[2].value, month: parts[1].value, day: first.value)
            return dayFirst ?? BirthDate(year: parts[2].value, month: first.value, day: parts[1].value)
        case (3..., 2):
            return BirthDate(
                year: wholeYear(first.value, registered: registered),
                month: parts[1].value,
                day: parts[2].value
            )
        default: return nil
        }
    }

    /// The day that a spreadsheet counts so: day 1 is 1 January 1900, and there was a 29 February 1900 (ECMA-376
    /// part 1, 18.17.4).
    private static func spreadsheetDay(_ number: UInt32) -> BirthDate? {
        guard spreadsheetDays.contains(number) else { return nil }
        return BirthDate(dayNumber: Int32(number) + daysBeforeSpreadsheets)
    }

    /// From 1927 to 2064; smaller numbers are years with a digit too many.
    private static let spreadsheetDays: ClosedRange<UInt32> = 10_000...59_999
    /// The day number of 30 December 1899.
    private static let daysBeforeSpreadsheets: Int32 = 693_899

    private static func swappedDay(_ packed: UInt32) -> BirthDate? {
        if let swapped = BirthDate(
            year: packed / 10_000,
            month: packed % 100,
            day: packed / 100 % 100
        ) {
            return swapped
        }
        // A month or a day that does not exist leaves the year.
        return BirthDate(packed: packed / 10_000 * 10_000)
    }

    /// A year of two digits lies in the hundred years before the registration.
    private static func wholeYear(_ short: UInt32, registered: Int32) -> UInt32 {
        let thisYear = registered > 0 ? UInt32(registered) / 365 : 2030
        let candidate = thisYear / 100 * 100 + short
        return candidate <= thisYear ? candidate : candidate - 100
    }
}

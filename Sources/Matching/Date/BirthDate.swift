/// A birth date as far as it is known: a whole day, a year and month, or a year.
///
/// It packs into 32 bits as `yyyymmdd` in decimal, with zeros for what is unknown.
package struct BirthDate: Sendable, Hashable {
    /// Years between a parent's birth and a child's at the least.
    static let yearsOfGeneration = 14

    package let packed: UInt32

    /// A date that some windows make from an age or leave as a default (1 January), so that its day proves nothing.
    package var isWeak: Bool { packed % 10_000 == 101 }
    package var isWhole: Bool { packed % 100 != 0 }
    package var year: Int { Int(packed / 10_000) }
    package var month: Int { Int(packed / 100 % 100) }
    package var day: Int { Int(packed % 100) }

    /// A whole date that was not made from an age.
    package var isWellStated: Bool { isWhole && !isWeak }

    package init?(packed: UInt32) {
        let year = packed / 10_000
        let month = packed / 100 % 100
        let day = packed % 100
        guard (1850...2200).contains(year), month <= 12, day == 0 || month > 0 else { return nil }
        guard day <= Self.days(month: month, year: year) else { return nil }
        self.packed = packed
    }

    package init?(year: UInt32, month: UInt32, day: UInt32) {
        guard year < 10_000, month < 100, day < 100 else { return nil }
        self.init(packed: year * 10_000 + month * 100 + day)
    }

    private static func days(month: UInt32, year: UInt32) -> UInt32 {
        switch month {
        case 0: 0
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days since 1 March of the year 0 in the Gregorian calendar, with the first of what is unknown.
    package var dayNumber: Int32 {
        let month = max(1, month)
        let year = month > 2 ? year : year - 1
        let shifted = (month + 9) % 12
        return Int32(365 * year + year / 4 - year / 100 + year / 400 + (153 * shifted + 2) / 5 + max(1, day) - 1)
    }

    /// The day with a day number.
    init?(dayNumber: Int32) {
        guard dayNumber >= 0 else { return nil }
        // Of 400 years with 146,097 days each, counted from 1 March, then of four and of one (Gregorian calendar).
        let (era, day) = (Int(dayNumber) / 146_097, Int(dayNumber) % 146_097)
        let yearOfEra = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365
        let dayOfYear = day - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        self.init(year: UInt32(year), month: UInt32(month), day: UInt32(dayOfYear - (153 * shifted + 2) / 5 + 1))
    }
}

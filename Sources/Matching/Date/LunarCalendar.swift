/// The lunar calendar of 1900 to 1999, by which older people know their birthdays.
struct LunarCalendar: Sendable {
    static let shared = LunarCalendar()

    private struct Year {
        /// The day number of its first day.
        var start: Int32
        /// The days of its months in their order.
        var lengths: [Int32] = []
        /// The place of its leap month, or a place behind the last.
        var leap = Int.max
    }

    private let years: [UInt32: Year]

    private init() {
        var years: [UInt32: Year] = [:]
        TableText.lunarYears.forEachEntry { key, value in
            let words = value.split(separator: 0x20)
            guard let first = words.first, let start = BirthDate(packed: Self.number(first)) else { return }
            var year = Year(start: start.dayNumber)
            for (place, word) in words.dropFirst().enumerated() {
                if word.first == 0x2B { year.leap = place }
                year.lengths.append(Int32(Self.number(word)))
            }
            years[Self.number(key[...])] = year
        }
        self.years = years
    }

    /// Whether a date, read as one of the lunar calendar, is the other. A day more or less is none: whether a month has 29 days
    /// or 30 is not what people know by heart.
    func isSameDay(_ one: BirthDate, _ other: BirthDate) -> Bool {
        means(one, other.dayNumber) || means(other, one.dayNumber)
    }

    /// A day of the month before a leap month is a day of that one as well, since few say which.
    private func means(_ lunar: BirthDate, _ day: Int32) -> Bool {
        guard lunar.isWhole, let year = years[UInt32(lunar.year)] else { return false }
        let place = lunar.month - (year.leap >= lunar.month ? 1 : 0)
        let places = year.leap == lunar.month ? [place, place + 1] : [place]
        return places.contains { place in
            let start = year.lengths.prefix(place).reduce(year.start, +)
            return abs(start + Int32(lunar.day) - 1 - day) <= 1
        }
    }

    private static func number(_ digits: ArraySlice<UInt32>) -> UInt32 {
        digits.reduce(0) { (0x30...0x39).contains($1) ? $0 * 10 + $1 - 0x30 : $0 }
    }
}

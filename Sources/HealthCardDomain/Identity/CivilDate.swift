/// A day of the proleptic Gregorian calendar, without time and without time zone: a birthday, a day of statistics.
package struct CivilDate: Sendable, Hashable, Comparable {
    /// 1...9999.
    package let year: Int
    /// 1...12.
    package let month: Int
    /// 1...31.
    package let day: Int

    /// The given day, or `nil` if the calendar has no such day or the year is outside 1...9999.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9_999).contains(year), (1...12).contains(month),
            day >= 1, day <= CivilDate.days(inMonth: month, of: year)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// The number of days of a month, 28...31; `month` must lie in 1...12.
    package static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Whether `year` has a 29 February.
    package static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    /// Completed years of life on `date`, negative before the first birthday's year began.
    ///
    /// A person born on 29 February completes a year on 1 March in a common year.
    package func age(on date: CivilDate) -> Int {
        let reached = (date.month, date.day) >= (month, day)
        return date.year - year - (reached ? 0 : 1)
    }

    /// Orders by time.
    package static func < (left: CivilDate, right: CivilDate) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}

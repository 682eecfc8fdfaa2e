package import Foundation

extension CivilDate {
    /// Seconds by which China Standard Time, +08:00 all year, is ahead of UTC.
    package static let chinaOffsetSeconds = 28_800

    /// The day that calendars in China show at `instant`.
    ///
    /// The instant must lie in the years 1 to 9999; a clock outside them is a defect.
    package init(inChinaAt instant: Date) {
        let seconds = instant.timeIntervalSince1970 + Double(CivilDate.chinaOffsetSeconds)
        let days = (seconds / 86_400).rounded(.down)
        precondition(abs(days) < 4_000_000, "An instant outside the years 1 to 9999 is no civil date.")
        self.init(daysSince1970: Int(days))
    }

    /// The days since 1970-01-01, negative before it.
    package var daysSince1970: Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The day that lies `count` days later, or earlier if `count` is negative; it must lie in the years 1 to 9999.
    package func adding(days count: Int) -> CivilDate {
        CivilDate(daysSince1970: daysSince1970 + count)
    }

    private init(daysSince1970 days: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let date = CivilDate(
            year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
            month: month,
            day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        )
        guard let date else { preconditionFailure("A day outside the years 1 to 9999 is no civil date.") }
        self = date
    }
}

import Foundation
import HealthCardDomain
import Testing

struct CivilDateTests {
    @Test func `both written forms read and give back the same day`() throws {
        let day = try #require(CivilDate(iso: "2001-02-03"))
        #expect(day == CivilDate(compact: "20010203"))
        #expect((day.year, day.month, day.day) == (2001, 2, 3))
        #expect(day.iso == "2001-02-03")
        #expect(day.compact == "20010203")
        #expect(MadeUp.day(7, 1, 2).iso == "0007-01-02")
    }

    @Test(arguments: [
        "2001-2-3", "2001/02/03", "20010203", "2001-02-29", "2001-02-03 ", "+001-02-03", "２００１-02-03", "", "0000-01-01",
    ])
    func `another text is no ISO day`(text: String) {
        #expect(CivilDate(iso: text) == nil)
    }

    @Test(arguments: ["2001-02-03", "2001023", "200102030", "20010230", "2001O203", ""])
    func `another text is no compact day`(text: String) {
        #expect(CivilDate(compact: text) == nil)
    }

    @Test(arguments: [(1900, false), (2000, true), (2024, true), (2023, false), (2100, false)])
    func `a leap year has a 29 February`(year: Int, isLeap: Bool) {
        #expect((CivilDate(year: year, month: 2, day: 29) != nil) == isLeap)
    }

    @Test(arguments: [
        (0, 1, 1), (10_000, 1, 1), (2000, 0, 1), (2000, 13, 1), (2000, 1, 0), (2000, 4, 31), (2000, -1, 5),
    ])
    func `a day outside the calendar is nil`(year: Int, month: Int, day: Int) {
        #expect(CivilDate(year: year, month: month, day: day) == nil)
    }

    @Test func `age counts completed years`() {
        let birth = MadeUp.day(2000, 2, 29)
        #expect(birth.age(on: MadeUp.day(2000, 2, 29)) == 0)
        #expect(birth.age(on: MadeUp.day(2018, 2, 28)) == 17)
        #expect(birth.age(on: MadeUp.day(2018, 3, 1)) == 18)
        #expect(birth.age(on: MadeUp.day(2020, 2, 29)) == 20)
        #expect(birth.age(on: MadeUp.day(1999, 12, 31)) < 0)
    }

    @Test func `days order by time`() {
        let days = [MadeUp.day(1999, 12, 31), MadeUp.day(2000, 1, 1), MadeUp.day(2000, 1, 2), MadeUp.day(2000, 2, 1)]
        #expect(days.reversed().sorted() == days)
    }

    @Test func `a day in China begins at 16 o'clock UTC`() {
        #expect(CivilDate(inChinaAt: Date(timeIntervalSince1970: 0)).iso == "1970-01-01")
        #expect(CivilDate(inChinaAt: Date(timeIntervalSince1970: 57_599.999)).iso == "1970-01-01")
        #expect(CivilDate(inChinaAt: Date(timeIntervalSince1970: 57_600)).iso == "1970-01-02")
        #expect(CivilDate(inChinaAt: Date(timeIntervalSince1970: -28_800.001)).iso == "1969-12-31")
    }

    @Test func `day numbers agree with Foundation's calendar from 1850 to 2100`() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        var day = MadeUp.day(1850, 1, 1)
        while day.year < 2100 {
            let parts = DateComponents(year: day.year, month: day.month, day: day.day)
            let instant = try #require(calendar.date(from: parts))
            let next = day.adding(days: 1)
            if Double(day.daysSince1970) * 86_400 != instant.timeIntervalSince1970 || next <= day
                || next.adding(days: -1) != day
            {
                Issue.record("\(day.iso)")
                return
            }
            day = next
        }
    }
}

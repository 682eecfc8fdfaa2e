import Testing

@testable import Matching

struct LunarCalendarTests {
    /// New Year of 1984, the eighth of the fourth month and its leap month of 1963, and dates beside the year's end; known days.
    @Test(arguments: [
        ("1984-01-01", "1984-02-02"), ("1963-04-08", "1963-05-01"), ("1963-04-08", "1963-05-30"),
        ("1976-08-15", "1976-09-08"), ("1949-12-30", "1950-02-16"), ("1984-10-10", "1984-11-02"),
    ])
    func `a date of the lunar calendar is its solar day`(lunar: String, solar: String) throws {
        #expect(try isSameDay(lunar, solar))
        #expect(try isSameDay(solar, lunar))
    }

    @Test func `a leap month is another month`() throws {
        // 1984 has a tenth month and a leap tenth.
        #expect(try isSameDay("1984-10-10", "1984-12-02"))
        #expect(try isSameDay("1984-09-10", "1984-10-04"))
        #expect(try isSameDay("1984-11-10", "1985-01-02") == false)
        #expect(try isSameDay("1984-11-10", "1984-12-31"))
    }

    @Test(arguments: [("1977-07-04", "1977-05-11"), ("1980-05-03", "1980-06-20"), ("2010-01-01", "2010-02-14")])
    func `a like distance alone is no lunar date`(one: String, other: String) throws {
        #expect(try isSameDay(one, other) == false)
    }

    /// Every year of the table: twelve months or thirteen, and the next year behind its last.
    @Test func `the years follow one another`() throws {
        for year in 1900..<1999 as Range<UInt32> {
            let eve = try #require(BirthDate(packed: year * 10_000 + 12_01))
            let days = (20...100).compactMap { BirthDate(dayNumber: eve.dayNumber + $0) }
            #expect(days.filter { LunarCalendar.shared.isSameDay(eve, $0) }.count >= 1, "\(year)")
        }
    }

    @Test func `namesakes of one house whose dates only lie as far apart go to a person`() throws {
        func patient(_ birth: String) -> MatchRecord {
            record("马雪娟", birth: birth, sex: "2", address: "清江市白水县南湖路328号安居小区10幢701室")
        }
        let known = patient("1990-03-12")
        let bearers = Dictionary(uniqueKeysWithValues: known.blockKeys.filter { $0.kind == .name }.map { ($0, 40) })
        let distant = decide(patient("1990-04-22"), [[known]], counts: bearers)
        #expect(distant.outcome == .opens)
        #expect(distant.reviews.map(\.index) == [1])
        #expect(decide(patient("1990-04-07"), [[known]], counts: bearers).outcome == .links(to: 1))
    }

    private func isSameDay(_ one: String, _ other: String) throws -> Bool {
        let left = try #require(BirthDate.read(one, registered: 0))
        let right = try #require(BirthDate.read(other, registered: 0))
        return LunarCalendar.shared.isSameDay(left, right)
    }
}

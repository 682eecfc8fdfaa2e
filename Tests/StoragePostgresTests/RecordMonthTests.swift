import Foundation
import HealthCardDomain
import Storage
import Testing

struct RecordMonthTests {
    @Test func `a month begins at midnight in China on its first day`() throws {
        var month = RecordMonth(ofMilliseconds: 0)
        for year in 1970...2150 {
            for number in 1...12 {
                let day = try #require(CivilDate(year: year, month: number, day: 1))
                #expect(month.start == day.midnightInChina.storedMilliseconds)
                #expect(month.name == day.iso.dropLast(3).replacing("-", with: "_"))
                let next = month.adding(1)
                #expect(month < next)
                #expect(RecordMonth(ofMilliseconds: next.start - 1) == month)
                #expect(RecordMonth(ofMilliseconds: next.start) == next)
                month = next
            }
        }
    }
}

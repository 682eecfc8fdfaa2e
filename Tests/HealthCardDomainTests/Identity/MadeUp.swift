import HealthCardDomain
import Testing

/// Days and made-up people that the identity tests share.
enum MadeUp {
    static let today = day(2026, 3, 1)

    /// A man born on 1970-01-01 who never lived.
    static let male = "51010419700101001X"
    /// A woman born on 1992-02-29 who never lived.
    static let female = "110101199202290025"

    static func day(_ year: Int, _ month: Int, _ day: Int) -> CivilDate {
        guard let date = CivilDate(year: year, month: month, day: day) else {
            preconditionFailure("The test names a day that does not exist.")
        }
        return date
    }

    /// The refusal that `body` throws; the test fails if it throws none.
    static func refusal(
        of body: () throws -> Void,
        at location: SourceLocation = #_sourceLocation
    ) throws -> IdentityRefusal {
        do {
            try body()
        } catch let refusal as IdentityRefusal {
            return refusal
        }
        Issue.record("Nothing was refused.", sourceLocation: location)
        throw Nothing()
    }

    struct Nothing: Error {}
}

import HealthCardDomain
import HealthCardServices
import Matching

/// What one authority's windows typed.
struct WindowQuality {
    /// The most authorities that a page shows.
    private static let limit = 100

    let authority: AssigningAuthority
    let numbers: [NumberCoverage: Int]
    let phoneMissing: Int

    var records: Int { numbers.values.reduce(0, +) }

    /// Records whose number helps nobody: wrong check digits, placeholders, nothing.
    private var useless: Int { [.damaged, .junk, .missing].reduce(0) { $0 + (numbers[$1] ?? 0) } }

    /// Every authority that registered, the one with the largest share of useless numbers first.
    static func all(of quality: IndexQuality) -> [WindowQuality] {
        Dictionary(grouping: quality.tallies, by: \.authority).compactMap { authority, tallies in
            var (numbers, phoneMissing): ([NumberCoverage: Int], Int) = ([:], 0)
            for tally in tallies {
                switch tally.kind {
                case .number(let text):
                    // What a later release counts is none of our columns.
                    if let coverage = NumberCoverage(rawValue: text) { numbers[coverage, default: 0] += tally.count }
                case .phoneMissing: phoneMissing += tally.count
                case .origin, .rule: break
                }
            }
            let found = WindowQuality(authority: authority, numbers: numbers, phoneMissing: phoneMissing)
            return found.records > 0 ? found : nil
        }
        .sorted { one, other in
            // Shares by cross-multiplication, so that nothing is rounded.
            let (left, right) = (one.useless * other.records, other.useless * one.records)
            return left == right ? one.authority.text < other.authority.text : left > right
        }
        .prefix(limit).map(\.self)
    }

    func values(in language: Language, _ institutions: [Institution]) -> PageValues {
        let institution = institutions.first { $0.code.text == authority.text }
        func cell(_ coverage: NumberCoverage) -> String { Percent.text(numbers[coverage] ?? 0, of: records) }
        return [
            "name": institution.map(language.name(of:)) ?? authority.text,
            "records": records,
            "valid": cell(.valid),
            "damaged": cell(.damaged),
            "junk": cell(.junk),
            "missing": cell(.missing),
            "doubtful": cell(.doubtful),
            "relative": cell(.relative),
            "other": cell(.other),
            "phoneMissing": Percent.text(phoneMissing, of: records),
        ]
    }
}

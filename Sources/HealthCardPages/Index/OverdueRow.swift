import HealthCardDomain
import HealthCardServices

/// How many registrations of one authority wait for a name, by kind.
struct OverdueRow {
    /// The most authorities that a page shows.
    private static let limit = 100

    let authority: AssigningAuthority
    let counts: [PersonKind: Int]

    var total: Int { counts.values.reduce(0, +) }

    /// Every authority with such registrations, the one with the most first.
    static func all(of quality: IndexQuality) -> [OverdueRow] {
        Dictionary(grouping: quality.overdue, by: \.authority).map { authority, counts in
            OverdueRow(
                authority: authority,
                counts: Dictionary(counts.map { ($0.kind, $0.count) }, uniquingKeysWith: +)
            )
        }
        .sorted { ($1.total, $0.authority.text) < ($0.total, $1.authority.text) }
        .prefix(limit).map(\.self)
    }

    func values(in language: Language, _ institutions: [Institution]) -> PageValues {
        let institution = institutions.first { $0.code.text == authority.text }
        return [
            "name": institution.map(language.name(of:)) ?? authority.text,
            "newborn": counts[.newborn] ?? 0,
            "temporary": counts[.temporary] ?? 0,
            "unidentified": counts[.unidentified] ?? 0,
        ]
    }
}

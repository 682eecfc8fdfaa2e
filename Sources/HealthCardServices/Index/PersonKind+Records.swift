package import HealthCardDomain
package import Matching

extension PersonKind {
    /// What a person's live records come to; `nil` where there is none. One record that says who the person is outweighs any
    /// number that do not.
    init?(_ records: [MatchRecord]) {
        let kinds = Set(records.map(PersonKind.init(of:)))
        guard let first = Self.allCases.first(where: kinds.contains) else { return nil }
        self = first
    }

    /// What one record comes to by itself.
    package init(of record: MatchRecord) {
        switch record.kind {
        case .person: self = record.hasDocument ? .identified : .named
        case .nameless: self = record.hasDocument ? .identified : .temporary
        case .newborn: self = .newborn
        case .unidentified: self = .unidentified
        case .testPatient: self = .test
        }
    }
}

import Foundation
package import HealthCardDomain

/// The quality page of the console: what is left to decide, what the links rest on, and which window types what.
///
/// Nothing is counted when it is asked for: reviews are counted as they change, source records by ``IndexTally``.
package struct IndexQualityService: Sendable {
    /// How many months are shown, the present one included.
    package static let months = 3

    /// The most overdue registrations of a kind that are counted.
    package static let overdueLimit = 5_000
    private let storage: any Storage
    private let terms: ConversionTerms

    package init(storage: any Storage, terms: ConversionTerms = ConversionTerms()) {
        self.storage = storage
        self.terms = terms
    }

    /// The figures of this moment.
    ///
    /// - Throws: `AccessRefusal`.
    package func quality(by act: Act) async throws -> IndexQuality {
        try AccessTable.require(.indexQuality, of: act.actor)
        let since = StatisticsMonth(of: CivilDate(inChinaAt: act.at)).earlier(by: Self.months - 1)
        return try await storage.read { store in
            let counts = try store.reviewQueue.counts()
            return IndexQuality(
                persons: try store.index.personCount(),
                counts: counts,
                estimate: DuplicateEstimate(counts),
                tallies: try store.indexQuality.tallies(from: since),
                countedAt: try store.indexQuality.countedAt(),
                since: since,
                overdue: try overdue(in: store, at: act.at),
                institutions: try store.access.institutions()
            )
        }
    }

    private func overdue(in store: any Repositories, at instant: Date) throws -> [OverdueCount] {
        try PersonKind.provisional.flatMap { kind -> [OverdueCount] in
            guard let since = terms.latest(of: kind, at: instant) else { return [] }
            let counts = try store.indexQuality.overdueCounts(of: kind, since: since, limit: Self.overdueLimit)
            return counts.map { OverdueCount(authority: $0.authority, kind: kind, count: $0.count) }
        }
    }
}

import HealthCardDomain

/// The quality page of the console: what is left to decide, what the links rest on, and which window types what.
///
/// Nothing is counted when it is asked for: reviews are counted as they change, source records by ``IndexTally``.
package struct IndexQualityService: Sendable {
    /// How many months are shown, the present one included.
    package static let months = 3

    private let storage: any Storage

    package init(storage: any Storage) {
        self.storage = storage
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
                institutions: try store.access.institutions()
            )
        }
    }
}

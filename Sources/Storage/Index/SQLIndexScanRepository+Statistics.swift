import HealthCardDomain
import HealthCardServices

/// Counts over the whole index.
extension SQLIndexScanRepository {
    private static let counts = SQLStatement(
        "index.statistics",
        """
        SELECT (SELECT count(*) FROM index_persons), (SELECT count(*) FROM index_persons WHERE survivor IS NULL),
            (SELECT count(*) FROM source_records),
            (SELECT count(*) FROM index_merges WHERE unmerged_at IS NULL AND decided_by IS NULL),
            (SELECT count(*) FROM index_merges WHERE unmerged_at IS NULL AND decided_by IS NOT NULL),
            (SELECT count(*) FROM index_merges WHERE unmerged_at IS NOT NULL),
            (SELECT count(*) FROM index_apart WHERE withdrawn_at IS NULL),
            (SELECT count(*) FROM index_events)
        """
    )
    private static let origins = SQLStatement(
        "index_links.by origin",
        "SELECT origin, count(*) FROM index_links WHERE valid_until IS NULL GROUP BY origin LIMIT 100"
    )
    private static let models = SQLStatement(
        "index_links.by model",
        "SELECT model, count(*) FROM index_links WHERE valid_until IS NULL GROUP BY model LIMIT 1000"
    )
    private static let reviews = SQLStatement(
        "index_reviews.by state",
        "SELECT state, verdict, count(*) FROM index_reviews GROUP BY state, verdict LIMIT 100"
    )
    private static let blocks = SQLStatement(
        "index_blocks.statistics",
        """
        SELECT count(*), CAST(coalesce(sum(members), 0) AS BIGINT),
            CAST(coalesce(sum(CASE WHEN members > $1 THEN 1 ELSE 0 END), 0) AS BIGINT), coalesce(max(members), 0)
        FROM (SELECT count(*) AS members FROM index_blocks GROUP BY block) AS sizes
        """
    )

    func statistics(crowded: Int) throws -> IndexStatistics {
        var found = IndexStatistics()
        if let row = try connection.row(Self.counts, []) {
            (found.indexes, found.persons, found.records) = (try row.count(0), try row.count(1), try row.count(2))
            (found.engineMerges, found.reviewerMerges) = (try row.count(3), try row.count(4))
            (found.unmerged, found.apart, found.keptEvents) = (try row.count(5), try row.count(6), try row.count(7))
        }
        for row in try connection.rows(Self.origins, []) { found.links[try row.word(0)] = try row.count(1) }
        for row in try connection.rows(Self.models, []) { found.models[try row.text(0)] = try row.count(1) }
        for row in try connection.rows(Self.reviews, []) {
            let count = try row.count(2)
            switch try row.word(0, as: ReviewState.self) {
            case .open: found.openReviews += count
            case .settled: found.settledReviews += count
            case .decided: found.verdicts[try row.word(1), default: 0] += count
            }
        }
        if let row = try connection.row(Self.blocks, [.integer(crowded)]) {
            (found.blocks, found.blockRows) = (try row.count(0), try row.count(1))
            (found.crowdedBlocks, found.largestBlock) = (try row.count(2), try row.count(3))
        }
        return found
    }
}

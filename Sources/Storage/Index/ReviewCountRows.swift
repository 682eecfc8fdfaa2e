import HealthCardDomain
import HealthCardServices

/// Keeps the counts of reviews: every change of where a review stands goes through here, in its transaction.
struct ReviewCountRows {
    /// Rows over which one count is spread.
    private static let shards: Int64 = 16
    private static let raise = SQLStatement(
        "index_review_counts.raise",
        """
        INSERT INTO index_review_counts (subject, band, shard, total) VALUES ($1, $2, $3, 1)
        ON CONFLICT (subject, band, shard) DO UPDATE SET total = index_review_counts.total + 1
        """
    )
    private static let lower = SQLStatement(
        "index_review_counts.lower",
        "UPDATE index_review_counts SET total = total - 1 WHERE subject = $1 AND band = $2 AND shard = $3"
    )
    private static let all = SQLStatement(
        "index_review_counts.all",
        """
        SELECT subject, band, CAST(sum(total) AS BIGINT) FROM index_review_counts GROUP BY subject, band
        ORDER BY subject, band LIMIT 100
        """
    )

    let connection: any SQLConnection

    /// What a review is counted as.
    enum Subject: Equatable {
        case open(ReviewStage)
        case decided(ReviewVerdict)

        var text: String {
            switch self {
            case .open(let stage): "open-\(stage.rawValue)"
            case .decided(let verdict): verdict.rawValue
            }
        }
    }

    /// Counts a review as one thing no more, and as another from now on; `nil` where it is not counted.
    func move(_ id: Int64, probability: Int, from: Subject?, to: Subject?) throws {
        guard from != to else { return }
        let place: [SQLValue] = [.integer(ReviewCounts.band(of: probability)), .integer(id % Self.shards)]
        if let from {
            guard try connection.execute(Self.lower, [.text(from.text)] + place) == 1 else {
                throw StorageConflict.versionMoved
            }
        }
        if let to { _ = try connection.execute(Self.raise, [.text(to.text)] + place) }
    }

    func counts() throws -> ReviewCounts {
        var counts = ReviewCounts()
        for row in try connection.rows(Self.all, []) {
            let (subject, band, total) = (try row.text(0), try row.count(1), try row.count(2))
            guard (0..<ReviewCounts.bandCount).contains(band) else { throw row.corrupt(1) }
            switch subject {
            case "same": counts.same[band] += total
            case "not-same": counts.notSame[band] += total
            default:
                guard let stage = ReviewStage.allCases.first(where: { Subject.open($0).text == subject }) else {
                    throw row.corrupt(0)
                }
                counts.open[stage, default: 0] += total
                counts.openByBand[band] += total
            }
        }
        return counts
    }
}

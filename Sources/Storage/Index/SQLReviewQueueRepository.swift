import Foundation
import HealthCardDomain
import HealthCardServices

/// Claims, skips, opinions and counts of reviewers.
struct SQLReviewQueueRepository: ReviewQueueRepository {
    let connection: any SQLConnection

    private static let next = SQLStatement(
        "index_reviews.next for reviewer",
        """
        SELECT r.review_id FROM index_reviews r
        WHERE r.state = 'open' AND (r.claimed_until IS NULL OR r.claimed_until <= $2 OR r.claimed_by = $1)
            AND NOT EXISTS (
                SELECT 1 FROM index_review_skips s
                WHERE s.reviewer = $1 AND s.review_id = r.review_id AND s.skipped_until > $2
            )
            AND NOT EXISTS (
                SELECT 1 FROM index_review_opinions o
                WHERE o.review_id = r.review_id AND o.reviewer = $1 AND o.withdrawn_at IS NULL
            )
        ORDER BY r.stage DESC, r.expected_yield DESC, r.review_id DESC LIMIT 1
        """
    )
    private static let claim = SQLStatement(
        "index_reviews.claim",
        """
        UPDATE index_reviews SET
            claimed_at = CASE WHEN claimed_by = $2 AND claimed_until > $3 THEN claimed_at ELSE $3 END,
            claimed_by = $2, claimed_until = $4
        WHERE review_id = $1 AND state = 'open'
            AND (claimed_until IS NULL OR claimed_until <= $3 OR claimed_by = $2)
        """
    )
    private static let release = SQLStatement(
        "index_reviews.release",
        "UPDATE index_reviews SET claimed_by = NULL, claimed_at = NULL, claimed_until = NULL WHERE review_id = $1"
    )
    private static let skip = SQLStatement(
        "index_review_skips.add",
        """
        INSERT INTO index_review_skips (reviewer, review_id, skipped_until) VALUES ($2, $1, $3)
        ON CONFLICT (reviewer, review_id) DO UPDATE SET skipped_until = excluded.skipped_until
        """
    )
    private static let insert = SQLStatement(
        "index_review_opinions.add",
        """
        INSERT INTO index_review_opinions (review_id, reviewer, verdict, given_at, milliseconds)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING opinion_id
        """
    )
    private static let columns = "opinion_id, review_id, reviewer, verdict, given_at, milliseconds"
    private static let onReview = SQLStatement(
        "index_review_opinions.on review",
        """
        SELECT \(columns) FROM index_review_opinions WHERE review_id = $1 AND withdrawn_at IS NULL
        ORDER BY opinion_id LIMIT 10
        """
    )
    private static let last = SQLStatement(
        "index_review_opinions.last",
        """
        SELECT \(columns) FROM index_review_opinions WHERE reviewer = $1 AND withdrawn_at IS NULL
        ORDER BY opinion_id DESC LIMIT 1
        """
    )
    private static let withdraw = SQLStatement(
        "index_review_opinions.withdraw",
        "UPDATE index_review_opinions SET withdrawn_at = $2 WHERE opinion_id = $1 AND withdrawn_at IS NULL"
    )
    private static let addDay = SQLStatement(
        "index_reviewer_days.add",
        """
        INSERT INTO index_reviewer_days (day, reviewer, opinions, agreed, disagreed, decided, undone, milliseconds)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (day, reviewer) DO UPDATE SET
            opinions = index_reviewer_days.opinions + excluded.opinions,
            agreed = index_reviewer_days.agreed + excluded.agreed,
            disagreed = index_reviewer_days.disagreed + excluded.disagreed,
            decided = index_reviewer_days.decided + excluded.decided,
            undone = index_reviewer_days.undone + excluded.undone,
            milliseconds = index_reviewer_days.milliseconds + excluded.milliseconds
        """
    )
    private static let days = SQLStatement(
        "index_reviewer_days.sum",
        """
        SELECT reviewer, CAST(sum(opinions) AS BIGINT), CAST(sum(agreed) AS BIGINT), CAST(sum(disagreed) AS BIGINT),
            CAST(sum(decided) AS BIGINT), CAST(sum(undone) AS BIGINT), CAST(sum(milliseconds) AS BIGINT)
        FROM index_reviewer_days WHERE day >= $1 GROUP BY reviewer ORDER BY reviewer LIMIT 200
        """
    )

    func counts() throws -> ReviewCounts { try ReviewCountRows(connection: connection).counts() }

    func next(for reviewer: OperatorID, at instant: Date) throws -> Int64? {
        try connection.row(Self.next, [.text(reviewer.text), .instant(instant)])?.integer(0)
    }

    func claim(_ review: Int64, for reviewer: OperatorID, at instant: Date, until end: Date) throws -> Bool {
        let values: [SQLValue] = [.integer(review), .text(reviewer.text), .instant(instant), .instant(end)]
        return try connection.execute(Self.claim, values) == 1
    }

    func release(_ review: Int64) throws { _ = try connection.execute(Self.release, [.integer(review)]) }

    func skip(_ review: Int64, by reviewer: OperatorID, until end: Date) throws {
        _ = try connection.execute(Self.skip, [.integer(review), .text(reviewer.text), .instant(end)])
    }

    func add(_ opinion: ReviewOpinion) throws -> Int64 {
        let values: [SQLValue] = [
            .integer(opinion.review), .text(opinion.reviewer.text), .text(opinion.verdict.rawValue),
            .instant(opinion.at), .integer(opinion.milliseconds),
        ]
        guard let row = try connection.row(Self.insert, values) else { throw StorageConflict.versionMoved }
        return try row.integer(0)
    }

    func opinions(on review: Int64) throws -> [ReviewOpinion] {
        try connection.rows(Self.onReview, [.integer(review)]).map(Self.opinion)
    }

    func lastOpinion(of reviewer: OperatorID) throws -> ReviewOpinion? {
        try connection.row(Self.last, [.text(reviewer.text)]).map(Self.opinion)
    }

    func withdraw(_ opinion: ReviewOpinion, at instant: Date) throws {
        guard try connection.execute(Self.withdraw, [.integer(opinion.id), .instant(instant)]) == 1 else {
            throw StorageConflict.versionMoved
        }
    }

    func add(_ figures: ReviewerFigures, of reviewer: OperatorID, on day: CivilDate) throws {
        let counts = [
            figures.opinions, figures.agreed, figures.disagreed, figures.decided, figures.undone,
            figures.milliseconds,
        ]
        let values = [.text(day.iso), .text(reviewer.text)] + counts.map { SQLValue.integer($0) }
        _ = try connection.execute(Self.addDay, values)
    }

    func figures(from day: CivilDate) throws -> [(reviewer: OperatorID, figures: ReviewerFigures)] {
        try connection.rows(Self.days, [.text(day.iso)]).map { row in
            let figures = ReviewerFigures(
                opinions: try row.count(1),
                agreed: try row.count(2),
                disagreed: try row.count(3),
                decided: try row.count(4),
                undone: try row.count(5),
                milliseconds: try row.count(6)
            )
            return (try row.label(0), figures)
        }
    }

    private static func opinion(_ row: SQLRow) throws -> ReviewOpinion {
        ReviewOpinion(
            id: try row.integer(0),
            review: try row.integer(1),
            reviewer: try row.label(2),
            verdict: try row.word(3),
            at: try row.instant(4),
            milliseconds: try row.count(5)
        )
    }
}

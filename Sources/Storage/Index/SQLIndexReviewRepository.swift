import Foundation
import HealthCardDomain
import HealthCardServices

/// Reviews, and what people held apart.
struct SQLIndexReviewRepository: IndexReviewRepository {
    let connection: any SQLConnection
    let personal: PersonalColumns

    private static let columns = """
        review_id, lower_index, higher_index, record_number, other_record, weight, probability, model, explanation, state,
        opened_at, verdict, decided_by, decided_at
        """
    private static let insert = SQLStatement(
        "index_reviews.add",
        """
        INSERT INTO index_reviews (lower_index, higher_index, record_number, other_record, weight, probability, model,
            explanation, key_version, state, opened_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING review_id
        """
    )
    private static let byID = SQLStatement(
        "index_reviews.find",
        "SELECT \(columns) FROM index_reviews WHERE review_id = $1"
    )
    private static let naming = SQLStatement(
        "index_reviews.naming",
        """
        SELECT \(columns) FROM index_reviews WHERE lower_index IN (\(NumberList.places)) AND verdict IS NULL
        UNION
        SELECT \(columns) FROM index_reviews WHERE higher_index IN (\(NumberList.places)) AND verdict IS NULL
        LIMIT 10000
        """
    )
    private static let saveState = SQLStatement(
        "index_reviews.save",
        "UPDATE index_reviews SET state = $2 WHERE review_id = $1 AND verdict IS NULL"
    )
    private static let verdict = SQLStatement(
        "index_reviews.decide",
        """
        UPDATE index_reviews SET state = 'decided', verdict = $2, decided_by = $3, decided_at = $4
        WHERE review_id = $1 AND verdict IS NULL
        """
    )
    private static let raised = SQLStatement(
        "index_reviews.raised",
        "SELECT \(columns) FROM index_reviews WHERE record_number = $1 ORDER BY review_id LIMIT 1000"
    )
    private static let first = SQLStatement(
        "index_reviews.first",
        """
        SELECT \(columns) FROM index_reviews WHERE state = 'open' ORDER BY weight DESC, review_id DESC LIMIT $1
        """
    )
    private static let next = SQLStatement(
        "index_reviews.next",
        """
        SELECT \(columns) FROM index_reviews WHERE state = 'open' AND (weight, review_id) < ($2, $3)
        ORDER BY weight DESC, review_id DESC LIMIT $1
        """
    )
    private static let count = SQLStatement(
        "index_reviews.count",
        "SELECT count(*) FROM index_reviews WHERE state = 'open'"
    )

    func add(_ review: IndexReview) throws -> Int64 {
        var cells = personal.review(review.lower.value, review.higher.value, review.record.value)
        let row = try connection.row(
            Self.insert,
            [
                .integer(review.lower), .integer(review.higher), .integer(review.record),
                .integer(review.otherRecord), .integer(review.weight), .integer(review.probability),
                .text(review.reasons.model), try cells.sealed(review.reasons.text, "explanation"),
                try cells.keyVersion(), .text(review.state.rawValue), .instant(review.openedAt),
            ]
        )
        guard let row else { throw StorageConflict.versionMoved }
        return try row.integer(0)
    }

    func find(_ id: Int64) throws -> IndexReview? { try connection.row(Self.byID, [.integer(id)]).map(review) }

    func undecided(naming indexes: [IndexNumber]) throws -> [IndexReview] {
        var found: [Int64: IndexReview] = [:]
        for chunk in NumberList.chunks(indexes.map(\.value)) {
            for row in try connection.rows(Self.naming, chunk) {
                let review = try review(row)
                found[review.id] = review
            }
        }
        return found.values.sorted { $0.id < $1.id }
    }

    func save(_ state: ReviewState, of id: Int64) throws {
        guard try connection.execute(Self.saveState, [.integer(id), .text(state.rawValue)]) == 1 else {
            throw StorageConflict.versionMoved
        }
    }

    func decide(_ id: Int64, _ verdict: ReviewVerdict, by reviewer: OperatorID, at instant: Date) throws {
        let values: [SQLValue] = [
            .integer(id), .text(verdict.rawValue), .text(reviewer.text), .instant(instant),
        ]
        guard try connection.execute(Self.verdict, values) == 1 else { throw StorageConflict.versionMoved }
    }

    func raised(by record: SourceRecordNumber) throws -> [IndexReview] {
        try connection.rows(Self.raised, [.integer(record)]).map(review)
    }

    func open(after last: IndexReview?, limit: Int) throws -> [IndexReview] {
        guard let last else { return try connection.rows(Self.first, [.integer(limit)]).map(review) }
        let values: [SQLValue] = [.integer(limit), .integer(last.weight), .integer(last.id)]
        return try connection.rows(Self.next, values).map(review)
    }

    func openCount() throws -> Int { try connection.row(Self.count, [])?.count(0) ?? 0 }

    private func review(_ row: SQLRow) throws -> IndexReview {
        let (lower, higher, record) = (try row.indexNumber(1), try row.indexNumber(2), try row.recordNumber(3))
        var cells = personal.review(lower.value, higher.value, record.value)
        return IndexReview(
            id: try row.integer(0),
            between: lower,
            and: higher,
            record: record,
            otherRecord: try row.recordNumber(4),
            weight: try row.count(5),
            probability: try row.count(6),
            reasons: DecisionReasons(model: try row.text(7), text: try cells.opened(row, 8, "explanation")),
            state: try row.word(9),
            openedAt: try row.instant(10),
            verdict: try row.optionalWord(11),
            decidedBy: try row.optionalLabel(12),
            decidedAt: try row.optionalInstant(13)
        )
    }
}

import Foundation
import HealthCardDomain
import HealthCardServices

/// Reviews, and what people held apart.
struct SQLIndexReviewRepository: IndexReviewRepository {
    let connection: any SQLConnection
    let personal: PersonalColumns

    private static let columns = """
        review_id, lower_index, higher_index, record_number, other_record, weight, probability, model, explanation, state,
        opened_at, verdict, decided_by, decided_at, stage, expected_yield, claimed_by, claimed_at, claimed_until
        """
    private static let insert = SQLStatement(
        "index_reviews.add",
        """
        INSERT INTO index_reviews (lower_index, higher_index, record_number, other_record, weight, probability, model,
            explanation, key_version, state, opened_at, stage, expected_yield)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING review_id
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
    private static let group = """
        SELECT index_number FROM index_persons WHERE index_number = $1
        UNION ALL
        SELECT index_number FROM index_persons WHERE survivor = $1
        """
    private static let about = SQLStatement(
        "index_reviews.about",
        """
        SELECT \(columns) FROM index_reviews WHERE lower_index IN (\(group)) AND verdict IS NULL AND state = 'open'
        UNION
        SELECT \(columns) FROM index_reviews WHERE higher_index IN (\(group)) AND verdict IS NULL AND state = 'open'
        ORDER BY review_id LIMIT 10000
        """
    )
    private static let saveState = SQLStatement(
        "index_reviews.save",
        """
        UPDATE index_reviews SET state = $2 WHERE review_id = $1 AND verdict IS NULL AND state <> $2
        RETURNING probability, stage
        """
    )
    private static let verdict = SQLStatement(
        "index_reviews.decide",
        """
        UPDATE index_reviews SET state = 'decided', verdict = $2, decided_by = $3, decided_at = $4
        WHERE review_id = $1 AND state = 'open' AND stage = $5
        """
    )
    private static let reopening = SQLStatement(
        "index_reviews.reopen",
        """
        UPDATE index_reviews SET state = 'settled', verdict = NULL, decided_by = NULL, decided_at = NULL
        WHERE review_id = $1 AND verdict = $2
        """
    )
    private static let moveStage = SQLStatement(
        "index_reviews.move",
        "UPDATE index_reviews SET stage = $2 WHERE review_id = $1 AND verdict IS NULL AND state = $3 AND stage = $4"
    )
    private static let raised = SQLStatement(
        "index_reviews.raised",
        "SELECT \(columns) FROM index_reviews WHERE record_number = $1 ORDER BY review_id LIMIT 1000"
    )
    private static let order = "ORDER BY stage DESC, expected_yield DESC, review_id DESC LIMIT $1"
    private static let first = SQLStatement(
        "index_reviews.first",
        "SELECT \(columns) FROM index_reviews WHERE state = 'open' \(order)"
    )
    private static let next = SQLStatement(
        "index_reviews.next",
        """
        SELECT \(columns) FROM index_reviews WHERE state = 'open' AND (stage, expected_yield, review_id) < ($2, $3, $4)
        \(order)
        """
    )

    private var counts: ReviewCountRows { ReviewCountRows(connection: connection) }

    func add(_ review: IndexReview) throws -> Int64 {
        var cells = personal.review(review.lower.value, review.higher.value, review.record.value)
        let row = try connection.row(
            Self.insert,
            [
                .integer(review.lower), .integer(review.higher), .integer(review.record),
                .integer(review.otherRecord), .integer(review.weight), .integer(review.probability),
                .text(review.reasons.model), try cells.sealed(review.reasons.text, "explanation"),
                try cells.keyVersion(), .text(review.state.rawValue), .instant(review.openedAt),
                .integer(review.stage.rawValue), .integer(review.expectedYield),
            ]
        )
        guard let row else { throw StorageConflict.versionMoved }
        let id = try row.integer(0)
        try counts.move(id, probability: review.probability, from: nil, to: review.subject)
        return id
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

    func open(about person: IndexNumber) throws -> [IndexReview] {
        try connection.rows(Self.about, [.integer(person)]).map(review)
    }

    func save(_ state: ReviewState, of id: Int64) throws {
        guard let row = try connection.row(Self.saveState, [.integer(id), .text(state.rawValue)]),
            let stage = ReviewStage(rawValue: try row.count(1))
        else { throw StorageConflict.versionMoved }
        let open = ReviewCountRows.Subject.open(stage)
        let (from, to) = state == .open ? (nil, open) : (open, nil)
        try counts.move(id, probability: row.count(0), from: from, to: to)
    }

    func move(_ review: IndexReview, to stage: ReviewStage) throws {
        let values: [SQLValue] = [
            .integer(review.id), .integer(stage.rawValue), .text(review.state.rawValue),
            .integer(review.stage.rawValue),
        ]
        guard try connection.execute(Self.moveStage, values) == 1 else { throw StorageConflict.versionMoved }
        guard review.state == .open else { return }
        try counts.move(review.id, probability: review.probability, from: review.subject, to: .open(stage))
    }

    func decide(_ review: IndexReview, _ verdict: ReviewVerdict, by reviewer: OperatorID, at instant: Date) throws {
        let values: [SQLValue] = [
            .integer(review.id), .text(verdict.rawValue), .text(reviewer.text), .instant(instant),
            .integer(review.stage.rawValue),
        ]
        guard try connection.execute(Self.verdict, values) == 1 else { throw StorageConflict.versionMoved }
        try counts.move(review.id, probability: review.probability, from: review.subject, to: .decided(verdict))
    }

    func reopen(_ review: IndexReview) throws {
        guard let verdict = review.verdict else { throw StorageConflict.versionMoved }
        let values: [SQLValue] = [.integer(review.id), .text(verdict.rawValue)]
        guard try connection.execute(Self.reopening, values) == 1 else { throw StorageConflict.versionMoved }
        try counts.move(review.id, probability: review.probability, from: .decided(verdict), to: nil)
    }

    func raised(by record: SourceRecordNumber) throws -> [IndexReview] {
        try connection.rows(Self.raised, [.integer(record)]).map(review)
    }

    func open(after last: IndexReview?, limit: Int) throws -> [IndexReview] {
        guard let last else { return try connection.rows(Self.first, [.integer(limit)]).map(review) }
        let values: [SQLValue] = [
            .integer(limit), .integer(last.stage.rawValue), .integer(last.expectedYield), .integer(last.id),
        ]
        return try connection.rows(Self.next, values).map(review)
    }

    private func review(_ row: SQLRow) throws -> IndexReview {
        let (lower, higher, record) = (try row.indexNumber(1), try row.indexNumber(2), try row.recordNumber(3))
        var cells = personal.review(lower.value, higher.value, record.value)
        guard let stage = ReviewStage(rawValue: try row.count(14)) else { throw row.corrupt(14) }
        return IndexReview(
            id: try row.integer(0),
            between: lower,
            and: higher,
            record: record,
            otherRecord: try row.recordNumber(4),
            weight: try row.count(5),
            probability: try row.count(6),
            expectedYield: try row.count(15),
            reasons: DecisionReasons(model: try row.text(7), text: try cells.opened(row, 8, "explanation")),
            state: try row.word(9),
            stage: stage,
            claim: try Self.claim(row),
            openedAt: try row.instant(10),
            verdict: try row.optionalWord(11),
            decidedBy: try row.optionalLabel(12),
            decidedAt: try row.optionalInstant(13)
        )
    }

    private static func claim(_ row: SQLRow) throws -> ReviewClaim? {
        guard let reviewer = try row.optionalLabel(16, as: OperatorID.self) else { return nil }
        return ReviewClaim(reviewer: reviewer, since: try row.instant(17), until: try row.instant(18))
    }
}

extension IndexReview {
    /// What it is counted as.
    fileprivate var subject: ReviewCountRows.Subject? {
        switch state {
        case .open: .open(stage)
        case .settled: nil
        case .decided: verdict.map { .decided($0) }
        }
    }
}

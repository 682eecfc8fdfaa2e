import HealthCardDomain
import HealthCardServices

/// Reads the index piece by piece.
struct SQLIndexScanRepository: IndexScanRepository {
    /// The most links of one piece.
    private static let pieceLimit = 10_000

    let connection: any SQLConnection
    let index: SQLIndexRepository

    private static let last = SQLStatement(
        "source_records.last",
        "SELECT record_number FROM source_records ORDER BY record_number DESC LIMIT 1"
    )
    private static let live = SQLStatement(
        "index_links.live of records",
        """
        SELECT coalesce(p.survivor, l.index_number), l.index_number, l.record_number, l.record_version, l.first_version
        FROM index_links l JOIN index_persons p ON p.index_number = l.index_number
        WHERE l.record_number BETWEEN $1 AND $2 AND l.valid_until IS NULL ORDER BY l.record_number LIMIT \(pieceLimit)
        """
    )
    private static let answered = SQLStatement(
        "index_reviews.verdicts",
        """
        SELECT review_id, record_number, other_record, verdict FROM index_reviews
        WHERE review_id > $1 AND verdict IS NOT NULL ORDER BY review_id LIMIT $2
        """
    )

    func lastRecord() throws -> SourceRecordNumber? { try connection.row(Self.last, [])?.recordNumber(0) }

    func liveLinks(ofRecords numbers: ClosedRange<Int64>) throws -> [LiveLink] {
        precondition(numbers.count <= Self.pieceLimit, "a piece has a bound")
        return try connection.rows(Self.live, [.integer(numbers.lowerBound), .integer(numbers.upperBound)]).map { row in
            LiveLink(
                survivor: try row.indexNumber(0),
                index: try row.indexNumber(1),
                record: RecordReference(number: try row.recordNumber(2), version: try row.count(3)),
                firstVersion: try row.count(4)
            )
        }
    }

    func links(ofRecords numbers: ClosedRange<Int64>) throws -> [Link] {
        try liveLinks(ofRecords: numbers).compactMap { try index.link(of: $0.record.number) }
    }

    func verdicts(after review: Int64, limit: Int) throws -> [ReviewedPair] {
        try connection.rows(Self.answered, [.integer(review), .integer(limit)]).map { row in
            ReviewedPair(
                review: try row.integer(0),
                record: try row.recordNumber(1),
                other: try row.recordNumber(2),
                isSame: try row.word(3, as: ReviewVerdict.self) == .same
            )
        }
    }
}

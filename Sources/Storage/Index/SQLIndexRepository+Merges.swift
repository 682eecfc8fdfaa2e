import Foundation
import HealthCardDomain
import HealthCardServices

/// Merges and events.
extension SQLIndexRepository {
    private static let columns = """
        merge_id, index_number, merged_into, record_number, decided_by, model, explanation, merged_at, unmerged_at,
        unmerged_by
        """
    private static let insert = SQLStatement(
        "index_merges.add",
        """
        INSERT INTO index_merges (index_number, merged_into, record_number, decided_by, model, explanation, key_version,
            merged_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """
    )
    private static let current = SQLStatement(
        "index_merges.current",
        "SELECT \(columns) FROM index_merges WHERE index_number = $1 AND unmerged_at IS NULL"
    )
    private static let ofPerson = SQLStatement(
        "index_merges.of person",
        """
        SELECT \(columns) FROM index_merges WHERE index_number = $1 OR merged_into = $1 ORDER BY merge_id LIMIT 1000
        """
    )
    private static let end = SQLStatement(
        "index_merges.end",
        """
        UPDATE index_merges SET unmerged_at = $2, unmerged_by = $3 WHERE merge_id = $1 AND unmerged_at IS NULL
        """
    )
    private static let eventColumns = "event_id, index_number, version, kind, record_number, other_index, at"
    private static let eventsOf = SQLStatement(
        "index_events.of person",
        "SELECT \(eventColumns) FROM index_events WHERE index_number = $1 ORDER BY version LIMIT 1000"
    )

    func add(_ merge: IndexMerge) throws {
        var cells = personal.merge(merge.index.value, merge.mergedAt.storedMilliseconds)
        _ = try connection.execute(
            Self.insert,
            [
                .integer(merge.index), .integer(merge.into), .integer(merge.record), .text(merge.decidedBy?.text),
                .text(merge.reasons.model), try cells.sealed(merge.reasons.text, "explanation"),
                try cells.keyVersion(), .instant(merge.mergedAt),
            ]
        )
    }

    func merge(of index: IndexNumber) throws -> IndexMerge? {
        try connection.row(Self.current, [.integer(index)]).map(merge)
    }

    func merges(of index: IndexNumber) throws -> [IndexMerge] {
        try connection.rows(Self.ofPerson, [.integer(index)]).map(merge)
    }

    func end(_ merge: IndexMerge, by reviewer: OperatorID, at instant: Date) throws {
        let values: [SQLValue] = [.integer(merge.id), .instant(instant), .text(reviewer.text)]
        guard try connection.execute(Self.end, values) == 1 else { throw StorageConflict.versionMoved }
    }

    func events(of index: IndexNumber) throws -> [IndexEvent] {
        try connection.rows(Self.eventsOf, [.integer(index)]).map(Self.event)
    }

    private func merge(_ row: SQLRow) throws -> IndexMerge {
        let (index, mergedAt) = (try row.indexNumber(1), try row.instant(7))
        var cells = personal.merge(index.value, mergedAt.storedMilliseconds)
        return IndexMerge(
            id: try row.integer(0),
            index: index,
            into: try row.indexNumber(2),
            record: try row.optionalRecordNumber(3),
            decidedBy: try row.optionalLabel(4),
            reasons: DecisionReasons(model: try row.text(5), text: try cells.opened(row, 6, "explanation")),
            mergedAt: mergedAt,
            unmergedAt: try row.optionalInstant(8),
            unmergedBy: try row.optionalLabel(9)
        )
    }

    private static func event(_ row: SQLRow) throws -> IndexEvent {
        IndexEvent(
            id: try row.integer(0),
            index: try row.indexNumber(1),
            version: try row.count(2),
            kind: try row.word(3),
            record: try row.optionalRecordNumber(4),
            other: try row.optionalIndexNumber(5),
            at: try row.instant(6)
        )
    }
}

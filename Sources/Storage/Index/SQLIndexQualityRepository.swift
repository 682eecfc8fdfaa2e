import Foundation
import HealthCardDomain
import HealthCardServices
import Matching

/// Counts of source records, and up to which record they reach.
struct SQLIndexQualityRepository: IndexQualityRepository {
    let connection: any SQLConnection
    let personal: PersonalColumns

    private static let following = SQLStatement(
        "source_records.uncounted",
        """
        SELECT r.record_number, r.authority, r.place, r.version, r.fields, l.origin, l.model, l.explanation,
            l.valid_from
        FROM source_records r JOIN index_links l ON l.record_number = r.record_number AND l.link_number = 1
        WHERE r.record_number > (SELECT record_number FROM index_tally_mark WHERE "only" = 1)
        ORDER BY r.record_number LIMIT $1
        """
    )
    private static let raise = SQLStatement(
        "index_tallies.add",
        """
        INSERT INTO index_tallies (month, authority, kind, total) VALUES ($1, $2, $3, $4)
        ON CONFLICT (month, authority, kind) DO UPDATE SET total = index_tallies.total + excluded.total
        """
    )
    private static let mark = SQLStatement(
        "index_tally_mark.save",
        "UPDATE index_tally_mark SET record_number = $1, counted_at = $2 WHERE \"only\" = 1 AND record_number < $1"
    )
    private static let sums = SQLStatement(
        "index_tallies.sum",
        """
        SELECT authority, kind, CAST(sum(total) AS BIGINT) FROM index_tallies WHERE month >= $1
        GROUP BY authority, kind ORDER BY authority, kind LIMIT 20000
        """
    )
    private static let countedAt = SQLStatement(
        "index_tally_mark.find",
        "SELECT counted_at FROM index_tally_mark WHERE \"only\" = 1"
    )

    func uncounted(until instant: Date, limit: Int) throws -> [UncountedRecord] {
        var found: [UncountedRecord] = []
        for row in try connection.rows(Self.following, [.integer(limit)]) {
            let registeredAt = try row.instant(8)
            // What is behind a record that is too young waits with it, so that none is passed over.
            guard registeredAt <= instant else { break }
            let number = try row.recordNumber(0)
            var record = personal.sourceRecord(try row.blob(2), try row.count(3))
            guard let fields = SourceFields(stored: try record.openedBytes(row, 4, "fields")) else {
                throw row.corrupt(4)
            }
            var link = personal.link(number.value, 1)
            found.append(
                UncountedRecord(
                    number: number,
                    authority: try row.label(1),
                    fields: fields,
                    registeredAt: registeredAt,
                    origin: try row.word(5),
                    reasons: DecisionReasons(
                        model: try row.text(6),
                        text: try link.opened(row, 7, "explanation")
                    )
                )
            )
        }
        return found
    }

    func add(_ counts: [RecordTally], through last: SourceRecordNumber, at instant: Date) throws {
        guard try connection.execute(Self.mark, [.integer(last), .instant(instant)]) == 1 else {
            throw StorageConflict.versionMoved
        }
        for count in counts {
            let values: [SQLValue] = [
                .integer(count.month.number), .text(count.authority.text), .text(count.kind.text),
                .integer(count.count),
            ]
            _ = try connection.execute(Self.raise, values)
        }
    }

    func tallies(from month: StatisticsMonth) throws -> [RecordTally] {
        try connection.rows(Self.sums, [.integer(month.number)]).map { row in
            guard let kind = RecordTally.Kind(text: try row.text(1)) else { throw row.corrupt(1) }
            return RecordTally(authority: try row.label(0), month: month, kind: kind, count: try row.count(2))
        }
    }

    func countedAt() throws -> Date? { try connection.row(Self.countedAt, [])?.optionalInstant(0) }
}

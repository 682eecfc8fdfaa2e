import Foundation
import HealthCardDomain
import HealthCardServices
import Matching

/// Registrations that wait for somebody to say who the person is.
extension SQLIndexQualityRepository {
    /// The index of a record that an authority can still change, if every live record of the person is provisional.
    private static let unknownPerson = """
        JOIN index_links l ON l.record_number = r.record_number AND l.valid_until IS NULL
        JOIN index_persons p ON p.index_number = l.index_number
        WHERE NOT EXISTS (
            SELECT 1 FROM index_links o JOIN source_records n ON n.record_number = o.record_number
            WHERE o.valid_until IS NULL AND n.provisional IS NULL AND o.index_number IN (
                SELECT coalesce(p.survivor, p.index_number)
                UNION ALL
                SELECT m.index_number FROM index_persons m
                WHERE m.survivor IS NOT NULL AND m.survivor = coalesce(p.survivor, p.index_number)
            )
        )
        """
    private static let isLive = "replaced_at IS NULL AND withdrawn_at IS NULL AND merged_into IS NULL"
    private static let count = SQLStatement(
        "source_records.overdue by authority",
        """
        SELECT r.authority, count(*) FROM (
            SELECT record_number, authority FROM source_records
            WHERE provisional = $1 AND provisional_since <= $2 AND provisional IS NOT NULL AND \(isLive)
            ORDER BY provisional_since DESC LIMIT $3
        ) AS r
        \(unknownPerson)
        GROUP BY r.authority ORDER BY r.authority LIMIT 10000
        """
    )
    private static let list = SQLStatement(
        "source_records.overdue",
        """
        SELECT r.record_number, r.provisional, r.provisional_since, coalesce(p.survivor, p.index_number)
        FROM source_records r
        \(unknownPerson)
        AND r.authority = $1 AND r.record_number > $2 AND r.provisional IS NOT NULL
        AND r.replaced_at IS NULL AND r.withdrawn_at IS NULL AND r.merged_into IS NULL
        AND (
            r.provisional = 'newborn' AND r.provisional_since <= $3
            OR r.provisional = 'temporary' AND r.provisional_since <= $4
            OR r.provisional = 'unidentified' AND r.provisional_since <= $5
        )
        ORDER BY r.record_number LIMIT $6
        """
    )

    func overdueCounts(
        of kind: PersonKind,
        since instant: Date,
        limit: Int
    ) throws -> [(authority: AssigningAuthority, count: Int)] {
        let values: [SQLValue] = [.text(kind.rawValue), .instant(instant), .integer(limit)]
        return try connection.rows(Self.count, values).map { (try $0.label(0), try $0.count(1)) }
    }

    func overdue(
        of authority: AssigningAuthority,
        since: [PersonKind: Date],
        after last: SourceRecordNumber?,
        limit: Int
    ) throws -> [OverdueRecord] {
        func bound(_ kind: PersonKind) -> SQLValue { .instant(since[kind] ?? .distantPast) }
        let rows = try connection.rows(
            Self.list,
            [
                .text(authority.text), .integer(last?.value ?? 0), bound(.newborn), bound(.temporary),
                bound(.unidentified), .integer(limit),
            ]
        )
        let records = SQLSourceRecordRepository(connection: connection, personal: personal)
        let versions = try records.newest(of: rows.map { try $0.recordNumber(0) })
        let fields = Dictionary(uniqueKeysWithValues: versions.map { ($0.number, $0) })
        return try rows.map { row in
            guard let version = fields[try row.recordNumber(0)], let localID = PatientID(version.fields.localID) else {
                throw row.corrupt(0)
            }
            return OverdueRecord(
                number: version.number,
                id: SourceRecordID(authority: authority, localID: localID),
                version: version.version,
                kind: try row.word(1),
                since: try row.instant(2),
                index: try row.indexNumber(3)
            )
        }
    }
}

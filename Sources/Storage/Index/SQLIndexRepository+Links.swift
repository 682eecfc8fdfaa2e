import Foundation
import HealthCardDomain
import HealthCardServices

/// Links of source records.
extension SQLIndexRepository {
    /// The most live links that one statement gives; where there are more, persons are asked for one by one.
    private static let linkLimit = 1_024

    /// Of the persons' own indexes, then of those that were merged into them.
    private static let live = NumberList("index_links.live") { places in
        """
        SELECT index_number, index_number, record_number, record_version, first_version FROM index_links
        WHERE index_number IN (\(places)) AND valid_until IS NULL
        UNION ALL
        SELECT m.survivor, l.index_number, l.record_number, l.record_version, l.first_version
        FROM index_persons m CROSS JOIN index_links l
        WHERE m.survivor IN (\(places)) AND m.survivor IS NOT NULL
            AND l.index_number = m.index_number AND l.valid_until IS NULL
        LIMIT \(linkLimit)
        """
    }
    private static let liveOfOne = SQLStatement(
        "index_links.live of one",
        """
        SELECT $1, index_number, record_number, record_version, first_version FROM index_links
        WHERE index_number IN (SELECT index_number FROM index_persons WHERE index_number = $1 OR survivor = $1)
            AND valid_until IS NULL
        ORDER BY record_number LIMIT $2
        """
    )
    private static let naming = SQLStatement(
        "index_links.naming",
        """
        SELECT index_number, index_number, record_number, record_version, first_version FROM index_links
        WHERE index_number = $1 AND valid_until IS NULL ORDER BY record_number LIMIT 100000
        """
    )
    private static let columns = """
        record_number, record_version, link_number, index_number, origin, decided_by, model, explanation, valid_from,
        valid_until, first_version
        """
    private static let current = SQLStatement(
        "index_links.current",
        "SELECT \(columns) FROM index_links WHERE record_number = $1 AND valid_until IS NULL"
    )
    private static let ofRecord = SQLStatement(
        "index_links.of record",
        "SELECT \(columns) FROM index_links WHERE record_number = $1 ORDER BY link_number LIMIT 1000"
    )
    private static let newest = SQLStatement(
        "index_links.newest",
        "SELECT \(columns) FROM index_links WHERE record_number = $1 ORDER BY link_number DESC LIMIT 1"
    )
    private static let insert = SQLStatement(
        "index_links.add",
        """
        INSERT INTO index_links (record_number, record_version, link_number, index_number, origin, decided_by, model,
            explanation, key_version, valid_from, first_version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING
        """
    )
    private static let end = SQLStatement(
        "index_links.end",
        """
        UPDATE index_links SET valid_until = $3
        WHERE record_number = $1 AND link_number = $2 AND valid_until IS NULL
        """
    )

    func liveLinks(of survivors: [IndexNumber], limit: Int) throws -> [LiveLink] {
        var found: [LiveLink] = []
        for (statement, chunk) in Self.live.chunks(survivors.map(\.value)) {
            let rows = try connection.rows(statement, chunk)
            guard rows.count == Self.linkLimit else {
                found += try rows.map(Self.liveLink)
                continue
            }
            for survivor in chunk where survivor != .integer(Int64(0)) {
                found += try connection.rows(Self.liveOfOne, [survivor, .integer(limit)]).map(Self.liveLink)
            }
        }
        found.sort { ($0.survivor, $0.record.number) < ($1.survivor, $1.record.number) }
        return Self.cut(found, limit)
    }

    func liveLinks(naming index: IndexNumber) throws -> [LiveLink] {
        try connection.rows(Self.naming, [.integer(index)]).map(Self.liveLink)
    }

    func link(of record: SourceRecordNumber) throws -> Link? {
        try connection.row(Self.current, [.integer(record)]).map(link)
    }

    func newestLink(of record: SourceRecordNumber) throws -> Link? {
        try connection.row(Self.newest, [.integer(record)]).map(link)
    }

    func links(of record: SourceRecordNumber) throws -> [Link] {
        try connection.rows(Self.ofRecord, [.integer(record)]).map(link)
    }

    func add(_ link: Link) throws {
        var cells = personal.link(link.record.number.value, link.number)
        try connection.post(
            Self.insert,
            [
                .integer(link.record.number), .integer(link.record.version), .integer(link.number),
                .integer(link.index), .text(link.origin.rawValue), .text(link.decidedBy?.text),
                .text(link.reasons.model), try cells.sealed(link.reasons.text, "explanation"),
                try cells.keyVersion(), .instant(link.validFrom), .integer(link.firstVersion),
            ],
            requiringOne: StorageConflict.linkTaken
        )
    }

    func end(_ link: Link, at instant: Date) throws {
        // Two acts may come here in another order than they began in.
        let end = max(instant, link.validFrom)
        let values: [SQLValue] = [.integer(link.record.number), .integer(link.number), .instant(end)]
        guard try connection.execute(Self.end, values) == 1 else { throw StorageConflict.linkTaken }
    }

    /// Leaves the first links of each person, of links that are in the order of persons.
    private static func cut(_ links: [LiveLink], _ limit: Int) -> [LiveLink] {
        guard links.count > limit else { return links }
        var (kept, count): ([LiveLink], Int) = ([], 0)
        for link in links {
            count = kept.last?.survivor == link.survivor ? count + 1 : 1
            if count <= limit { kept.append(link) }
        }
        return kept
    }

    private static func liveLink(_ row: SQLRow) throws -> LiveLink {
        LiveLink(
            survivor: try row.indexNumber(0),
            index: try row.indexNumber(1),
            record: RecordReference(number: try row.recordNumber(2), version: try row.count(3)),
            firstVersion: try row.count(4)
        )
    }

    private func link(_ row: SQLRow) throws -> Link {
        let (record, number) = (try row.recordNumber(0), try row.count(2))
        var cells = personal.link(record.value, number)
        return Link(
            record: RecordReference(number: record, version: try row.count(1)),
            firstVersion: try row.count(10),
            number: number,
            index: try row.indexNumber(3),
            origin: try row.word(4),
            decidedBy: try row.optionalLabel(5),
            reasons: DecisionReasons(model: try row.text(6), text: try cells.opened(row, 7, "explanation")),
            validFrom: try row.instant(8),
            validUntil: try row.optionalInstant(9)
        )
    }
}

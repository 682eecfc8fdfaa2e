import Foundation
import HealthCardDomain
import HealthCardServices

/// Main indexes with their blocks, links, merges and events.
struct SQLIndexRepository: IndexRepository {
    /// Below this the count of persons follows in powers of two, from it on in steps of as many; see `isStep(_:)`.
    private static let figureStep: Int64 = 1_024
    /// The steps that a count makes at most while it doubles.
    private static let figureSteps: Int64 = 64

    let connection: any SQLConnection
    let personal: PersonalColumns
    let changes: IndexChanges

    private static let count = SQLStatement(
        "index_figures.read",
        "SELECT persons FROM index_figures WHERE \"only\" = 1"
    )
    private static let raise = SQLStatement(
        "index_figures.raise",
        "UPDATE index_figures SET persons = $1 WHERE \"only\" = 1 AND persons < $1"
    )
    private static let insert = SQLStatement(
        "index_persons.add",
        "INSERT INTO index_persons (version, opened_at, changed_at) VALUES (1, $1, $1) RETURNING index_number"
    )
    private static let head = "index_number, version, opened_at, retired_into, coalesce(survivor, index_number)"
    private static let find = SQLStatement(
        "index_persons.find",
        "SELECT \(head) FROM index_persons WHERE index_number = $1"
    )
    private static let members = SQLStatement(
        "index_persons.members",
        "SELECT \(head) FROM index_persons WHERE survivor = $1 ORDER BY index_number LIMIT 10000"
    )
    private static let raiseVersion = SQLStatement(
        "index_persons.note",
        """
        UPDATE index_persons SET version = version + 1, changed_at = $2 WHERE index_number = $1
        """
    )
    private static let addEvent = SQLStatement(
        "index_events.add",
        """
        INSERT INTO index_events (index_number, version, kind, record_number, other_index, at)
        SELECT index_number, version, $2, $3, $4, $5 FROM index_persons WHERE index_number = $1
        RETURNING event_id, coalesce((SELECT 1 FROM index_subscriptions WHERE ended_at IS NULL LIMIT 1), 0)
        """
    )
    private static let addFirstEvent = SQLStatement(
        "index_events.add first",
        """
        INSERT INTO index_events (index_number, version, kind, record_number, other_index, at)
        VALUES ($1, 1, $2, $3, $4, $5)
        RETURNING event_id, coalesce((SELECT 1 FROM index_subscriptions WHERE ended_at IS NULL LIMIT 1), 0)
        """
    )
    /// Lays an event out for the subscribers whom it concerns: whose record it is about, and who have a live record in the
    /// person of the index or of the other index, at this moment of the transaction. Not asked where nobody is subscribed.
    private static let deliver = SQLStatement(
        "index_deliveries.add",
        """
        INSERT INTO index_deliveries (authority, event_id)
        SELECT s.authority, $1 FROM index_subscriptions s
        WHERE s.ended_at IS NULL AND (
            s.authority IN (SELECT r.authority FROM source_records r WHERE r.record_number = $2)
            OR s.authority IN (
                SELECT r.authority FROM index_links l JOIN source_records r ON r.record_number = l.record_number
                WHERE l.valid_until IS NULL AND l.index_number IN (
                    SELECT coalesce(p.survivor, p.index_number) FROM index_persons p WHERE p.index_number IN ($3, $4)
                    UNION ALL
                    SELECT m.index_number FROM index_persons p
                    JOIN index_persons m ON m.survivor = coalesce(p.survivor, p.index_number)
                    WHERE p.index_number IN ($3, $4) AND m.survivor IS NOT NULL
                )
            )
        )
        """
    )
    private static let lastEventNumber = SQLStatement(
        "index_events.last",
        "SELECT coalesce(max(event_id), 0) FROM index_events"
    )
    private static let redirect = SQLStatement(
        "index_persons.redirect",
        "UPDATE index_persons SET retired_into = $2, survivor = $3 WHERE index_number = $1 AND survivor IS NULL"
    )
    private static let lead = SQLStatement(
        "index_persons.lead",
        "UPDATE index_persons SET survivor = $2 WHERE survivor = $1"
    )
    private static let redirects = SQLStatement(
        "index_persons.redirects",
        """
        SELECT index_number, survivor FROM index_persons WHERE survivor IS NOT NULL AND index_number > $1
        ORDER BY index_number LIMIT $2
        """
    )
    private static let restore = SQLStatement(
        "index_persons.restore",
        "UPDATE index_persons SET retired_into = NULL, survivor = NULL WHERE index_number = $1"
    )
    private static let leadOne = SQLStatement(
        "index_persons.lead one",
        "UPDATE index_persons SET survivor = $2 WHERE index_number = $1"
    )

    func personCount() throws -> Int { try connection.row(Self.count, [])?.count(0) ?? 0 }

    func changes(since event: Int64) throws -> [ChangeSet]? {
        guard let recent = changes.recent else { return nil }
        // Events are numbered one after another where what is recent is kept.
        let before = try changes.firstEvent.map { $0 - 1 } ?? lastEvent()
        return recent.between(event, before).map { $0 + [changes.set] }
    }

    func lastEvent() throws -> Int64 { try connection.row(Self.lastEventNumber, [])?.integer(0) ?? 0 }

    func open(for record: SourceRecordNumber, at instant: Date) throws -> IndexNumber {
        guard let number = try connection.row(Self.insert, [.instant(instant)])?.indexNumber(0) else {
            throw StorageConflict.versionMoved
        }
        try addEvent(.create, of: number, record: record, other: nil, at: instant)
        if Self.isStep(number.value) { _ = try connection.execute(Self.raise, [.integer(number)]) }
        return number
    }

    /// Whether the count of persons follows at this index. Every decision made ahead is made again when it does, so it
    /// goes in wider steps where the index is large: a weight hears nothing of a sixty-fourth.
    private static func isStep(_ value: Int64) -> Bool {
        let power = Int64(1) << (Int64.bitWidth - 1 - value.leadingZeroBitCount)
        return value < figureStep ? value == power : value.isMultiple(of: max(figureStep, power / figureSteps))
    }

    func find(_ number: IndexNumber) throws -> IndexPerson? {
        try connection.row(Self.find, [.integer(number)]).map(Self.person)
    }

    func members(of survivor: IndexNumber) throws -> [IndexPerson] {
        try connection.rows(Self.members, [.integer(survivor)]).map(Self.person)
    }

    func note(
        _ kind: IndexEventKind,
        of number: IndexNumber,
        record: SourceRecordNumber?,
        other: IndexNumber?,
        at instant: Date
    ) throws {
        try connection.post(Self.raiseVersion, [.integer(number), .instant(instant)], requiringOne: nil)
        try addEvent(kind, of: number, record: record, other: other, at: instant)
    }

    /// Adds an event of the version that a person has now: the first, where it was just opened.
    private func addEvent(
        _ kind: IndexEventKind,
        of number: IndexNumber,
        record: SourceRecordNumber?,
        other: IndexNumber?,
        at instant: Date
    ) throws {
        changes.note(number, kind)
        let added = try connection.row(
            kind == .create ? Self.addFirstEvent : Self.addEvent,
            [
                .integer(number), .text(kind.rawValue), .integer(record), .integer(other), .instant(instant),
            ]
        )
        guard let added else { throw StorageConflict.versionMoved }
        let event = try added.integer(0)
        changes.note(event: event)
        guard try added.integer(1) != 0 else { return }
        try connection.post(
            Self.deliver,
            [.integer(event), .integer(record), .integer(number), .integer(other ?? number)],
            requiringOne: nil
        )
    }

    func redirect(_ index: IndexNumber, into: IndexNumber, survivor: IndexNumber) throws {
        let values: [SQLValue] = [.integer(index), .integer(into), .integer(survivor)]
        guard try connection.execute(Self.redirect, values) == 1 else { throw StorageConflict.versionMoved }
        _ = try connection.execute(Self.lead, [.integer(index), .integer(survivor)])
    }

    func restore(_ index: IndexNumber, with members: [IndexNumber]) throws {
        guard try connection.execute(Self.restore, [.integer(index)]) == 1 else { throw StorageConflict.versionMoved }
        for member in members { _ = try connection.execute(Self.leadOne, [.integer(member), .integer(index)]) }
    }

    func redirects(after index: IndexNumber?, limit: Int) throws -> [(index: IndexNumber, survivor: IndexNumber)] {
        try connection.rows(Self.redirects, [.integer(index?.value ?? 0), .integer(limit)]).map { row in
            (try row.indexNumber(0), try row.indexNumber(1))
        }
    }

    private static func person(_ row: SQLRow) throws -> IndexPerson {
        IndexPerson(
            number: try row.indexNumber(0),
            version: try row.count(1),
            openedAt: try row.instant(2),
            retiredInto: try row.optionalIndexNumber(3),
            survivor: try row.indexNumber(4)
        )
    }
}

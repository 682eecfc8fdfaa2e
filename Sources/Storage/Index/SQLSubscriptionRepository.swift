import Foundation
import HealthCardDomain
import HealthCardServices
import Matching

/// Subscriptions and the events laid out for them.
struct SQLSubscriptionRepository: SubscriptionRepository {
    let connection: any SQLConnection
    let personal: PersonalColumns

    private static let subscribe = SQLStatement(
        "index_subscriptions.add",
        """
        INSERT INTO index_subscriptions (authority, subscribed_at) VALUES ($1, $2)
        ON CONFLICT (authority) DO UPDATE SET subscribed_at = excluded.subscribed_at, ended_at = NULL
        WHERE index_subscriptions.ended_at IS NOT NULL
        """
    )
    private static let addFeed = SQLStatement(
        "index_feeds.add",
        """
        INSERT INTO index_feeds (authority, last_number, expired_number, taken_number) VALUES ($1, 0, 0, 0)
        ON CONFLICT DO NOTHING
        """
    )
    private static let end = SQLStatement(
        "index_subscriptions.end",
        "UPDATE index_subscriptions SET ended_at = $2 WHERE authority = $1 AND ended_at IS NULL"
    )
    private static let columns = """
        s.authority, s.subscribed_at, s.ended_at, f.last_number, f.expired_number, f.taken_number, f.asked_at
        """
    private static let find = SQLStatement(
        "index_subscriptions.find",
        """
        SELECT \(columns) FROM index_subscriptions s JOIN index_feeds f ON f.authority = s.authority
        WHERE s.authority = $1
        """
    )
    private static let all = SQLStatement(
        "index_subscriptions.all",
        """
        SELECT \(columns) FROM index_subscriptions s JOIN index_feeds f ON f.authority = s.authority
        ORDER BY s.authority LIMIT 10000
        """
    )
    private static let noteAsked = SQLStatement(
        "index_feeds.asked",
        "UPDATE index_feeds SET taken_number = $2, asked_at = $3 WHERE authority = $1"
    )
    /// Of one index the event of a later version has the larger id: who adds it has locked the index's row, which the
    /// version before it wrote. So no order by id puts versions in another order, whichever of them are seen.
    private static let number = SQLStatement(
        "index_deliveries.number",
        """
        UPDATE index_deliveries SET number = w.place + (SELECT last_number FROM index_feeds WHERE authority = $1)
        FROM (
            SELECT event_id, row_number() OVER (ORDER BY event_id) AS place FROM (
                SELECT event_id FROM index_deliveries
                WHERE authority = $1 AND number IS NULL ORDER BY event_id LIMIT $2
            ) AS unnumbered
        ) AS w
        WHERE index_deliveries.authority = $1 AND index_deliveries.event_id = w.event_id
        """
    )
    private static let raise = SQLStatement(
        "index_feeds.raise",
        "UPDATE index_feeds SET last_number = last_number + $2 WHERE authority = $1"
    )
    private static let events = SQLStatement(
        "index_deliveries.events",
        """
        SELECT d.number, e.event_id, e.index_number, e.version, e.kind, e.record_number, e.other_index, e.at, r.authority
        FROM index_deliveries d CROSS JOIN index_events e LEFT JOIN source_records r ON r.record_number = e.record_number
        WHERE d.authority = $1 AND d.number > $2 AND e.event_id = d.event_id ORDER BY d.number LIMIT $3
        """
    )
    private static let expiring = SQLStatement(
        "index_deliveries.expiring",
        """
        SELECT f.authority FROM index_feeds f WHERE (
            SELECT e.at FROM index_deliveries d JOIN index_events e ON e.event_id = d.event_id
            WHERE d.authority = f.authority ORDER BY d.event_id LIMIT 1
        ) < $1 ORDER BY f.authority LIMIT 10000
        """
    )
    private static let oldest = SQLStatement(
        "index_deliveries.oldest",
        """
        SELECT d.number, e.at FROM index_deliveries d CROSS JOIN index_events e
        WHERE d.authority = $1 AND d.number > 0 AND e.event_id = d.event_id ORDER BY d.number LIMIT $2
        """
    )
    private static let expire = SQLStatement(
        "index_deliveries.expire",
        "DELETE FROM index_deliveries WHERE authority = $1 AND number <= $2"
    )
    private static let noteExpired = SQLStatement(
        "index_feeds.expired",
        "UPDATE index_feeds SET expired_number = $2 WHERE authority = $1 AND expired_number < $2"
    )

    func subscribe(_ authority: AssigningAuthority, at instant: Date) throws {
        _ = try connection.execute(Self.subscribe, [.text(authority.text), .instant(instant)])
        _ = try connection.execute(Self.addFeed, [.text(authority.text)])
    }

    func end(_ authority: AssigningAuthority, at instant: Date) throws -> Bool {
        try connection.execute(Self.end, [.text(authority.text), .instant(instant)]) == 1
    }

    func find(_ authority: AssigningAuthority) throws -> EventSubscription? {
        try connection.row(Self.find, [.text(authority.text)]).map(Self.subscription)
    }

    func all() throws -> [EventSubscription] { try connection.rows(Self.all, []).map(Self.subscription) }

    func noteAsked(_ authority: AssigningAuthority, after number: Int64, at instant: Date) throws {
        _ = try connection.execute(
            Self.noteAsked,
            [.text(authority.text), .integer(number), .instant(instant)]
        )
    }

    func number(_ authority: AssigningAuthority, limit: Int) throws -> Int {
        let count = try connection.execute(Self.number, [.text(authority.text), .integer(limit)])
        if count > 0 { _ = try connection.execute(Self.raise, [.text(authority.text), .integer(count)]) }
        return count
    }

    func events(of authority: AssigningAuthority, after number: Int64, limit: Int) throws -> [NumberedEvent] {
        let rows = try connection.rows(
            Self.events,
            [.text(authority.text), .integer(number), .integer(limit)]
        )
        let own = Set(
            try rows.filter { try $0.optionalText(8) == authority.text }.compactMap { try $0.optionalRecordNumber(5) }
        )
        let records = SQLSourceRecordRepository(connection: connection, personal: personal)
        var localIDs: [SourceRecordNumber: Sensitive<String>] = [:]
        for record in try records.newest(of: own.sorted()) {
            localIDs[record.number] = Sensitive(record.fields.localID)
        }
        return try rows.map { row in
            let record = try row.optionalRecordNumber(5)
            return NumberedEvent(
                number: try row.integer(0),
                event: IndexEvent(
                    id: try row.integer(1),
                    index: try row.indexNumber(2),
                    version: try row.count(3),
                    kind: try row.word(4),
                    record: record,
                    other: try row.optionalIndexNumber(6),
                    at: try row.instant(7)
                ),
                localID: record.flatMap { localIDs[$0] }
            )
        }
    }

    func expiring(before instant: Date) throws -> [AssigningAuthority] {
        try connection.rows(Self.expiring, [.instant(instant)]).map { try $0.label(0) }
    }

    func expire(_ authority: AssigningAuthority, before instant: Date, limit: Int) throws -> Int {
        let rows = try connection.rows(Self.oldest, [.text(authority.text), .integer(limit)])
        guard let last = try rows.prefix(while: { try $0.instant(1) < instant }).last?.integer(0) else { return 0 }
        _ = try connection.execute(Self.noteExpired, [.text(authority.text), .integer(last)])
        return try connection.execute(Self.expire, [.text(authority.text), .integer(last)])
    }

    private static func subscription(_ row: SQLRow) throws -> EventSubscription {
        EventSubscription(
            authority: try row.label(0),
            subscribedAt: try row.instant(1),
            endedAt: try row.optionalInstant(2),
            lastNumber: try row.integer(3),
            expiredNumber: try row.integer(4),
            takenNumber: try row.integer(5),
            askedAt: try row.optionalInstant(6)
        )
    }
}

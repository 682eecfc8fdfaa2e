import Foundation
import HealthCardDomain
import HealthCardServices

/// The audit log. Entries are added and read; the schema refuses everything else.
struct SQLAuditRepository: AuditRepository {
    let connection: any SQLConnection

    /// How many numbers one statement takes.
    private static let chunk = 20

    private static let table = SQLTable(
        "audit_entries",
        [
            "at", "operation", "outcome", "role", "actor", "institution_code", "department", "terminal_code",
            "operator_id", "step", "purpose", "person_id", "card_id", "shown", "request_id", "index_number",
        ],
        sharing: .adds
    )
    private static let written = table.columns.joined(separator: ", ")
    private static let isLook = "shown <> '' AND role <> 'resident'"
    private static let looks = SQLStatement(
        "audit_entries.looks",
        """
        SELECT sequence, \(written) FROM audit_entries
        WHERE person_id = $1 AND sequence < $2 AND \(isLook)
        ORDER BY sequence DESC LIMIT $3
        """
    )
    private static let look = SQLStatement(
        "audit_entries.look",
        "SELECT sequence, \(written) FROM audit_entries WHERE sequence = $1 AND person_id = $2 AND \(isLook)"
    )
    private static let ofIndexes = SQLStatement(
        "audit_entries.of indexes",
        """
        SELECT sequence, \(written) FROM audit_entries
        WHERE index_number IN (\(NumberList.places)) AND at >= $17 AND shown <> ''
        ORDER BY sequence DESC LIMIT $18
        """
    )
    private static let newest = SQLStatement(
        "audit_entries.newest",
        "SELECT sequence, \(written) FROM audit_entries ORDER BY sequence DESC LIMIT $1"
    )
    private static let disputed = SQLStatement(
        "look_disputes.of",
        """
        SELECT sequence FROM look_disputes
        WHERE person_id = $1 AND sequence IN (\((2...(chunk + 1)).map { "$\($0)" }.joined(separator: ", ")))
        """
    )
    private static let dispute = SQLStatement(
        "look_disputes.add",
        """
        INSERT INTO look_disputes (sequence, person_id, disputed_at)
        SELECT sequence, person_id, $3 FROM audit_entries WHERE sequence = $1 AND person_id = $2 AND \(isLook)
        ON CONFLICT (sequence) DO NOTHING
        """
    )

    func append(_ entry: AuditEntry) throws {
        try connection.post(Self.table.insert, Self.values(of: entry), requiringOne: nil)
    }

    func append(_ entries: [AuditEntry]) throws {
        try connection.insert(entries.map(Self.values), into: Self.table)
    }

    private static func values(of entry: AuditEntry) -> [SQLValue] {
        [
            .instant(entry.at), .text(entry.operation.rawValue), .text(entry.outcome), .text(entry.role.rawValue),
            .text(entry.actor), .text(entry.institution?.text), .text(entry.department?.code),
            .text(entry.terminal?.text), .text(entry.operatorID?.text), .text(entry.step?.rawValue),
            .text(entry.purpose), .text(entry.personID?.text), .text(entry.cardID?.text),
            .joined(entry.shown.map(\.rawValue)), .text(entry.requestID.text), .integer(entry.index),
        ]
    }

    func looks(at person: PersonID, before: Int64?, limit: Int) throws -> [AuditEntry] {
        try connection.rows(Self.looks, [.text(person.text), .integer(before ?? .max), .integer(limit)]).map(entry)
    }

    func look(_ sequence: Int64, at person: PersonID) throws -> AuditEntry? {
        try connection.row(Self.look, [.integer(sequence), .text(person.text)]).map(entry)
    }

    func disputed(_ sequences: [Int64], of person: PersonID) throws -> Set<Int64> {
        var found: Set<Int64> = []
        for start in stride(from: 0, to: sequences.count, by: Self.chunk) {
            var values = sequences[start..<min(start + Self.chunk, sequences.count)].map { SQLValue.integer($0) }
            // The statement has a fixed width; a null equals nothing.
            values += Array(repeating: .null, count: Self.chunk - values.count)
            for row in try connection.rows(Self.disputed, [.text(person.text)] + values) {
                found.insert(try row.integer(0))
            }
        }
        return found
    }

    func dispute(_ sequence: Int64, of person: PersonID, at instant: Date) throws {
        _ = try connection.execute(Self.dispute, [.integer(sequence), .text(person.text), .instant(instant)])
    }

    func shown(of indexes: [IndexNumber], since: Date, limit: Int) throws -> [AuditEntry] {
        let found = try NumberList.chunks(indexes.map(\.value)).flatMap { chunk in
            try connection.rows(Self.ofIndexes, chunk + [.instant(since), .integer(limit)]).map(entry)
        }
        return Array(found.sorted { $0.sequence > $1.sequence }.prefix(limit))
    }

    func newest(limit: Int) throws -> [AuditEntry] {
        try connection.rows(Self.newest, [.integer(limit)]).map(entry)
    }

    private func entry(_ row: SQLRow) throws -> AuditEntry {
        AuditEntry(
            sequence: try row.integer(0),
            at: try row.instant(1),
            operation: try row.word(2),
            outcome: try row.text(3),
            role: try row.word(4),
            actor: try row.optionalText(5),
            institution: try row.optionalLabel(6),
            department: row.value(7) == .null ? nil : try row.department(7),
            terminal: try row.optionalLabel(8),
            operatorID: try row.optionalLabel(9),
            step: try row.optionalWord(10),
            purpose: try row.optionalText(11),
            personID: try row.optionalIdentifier(12),
            cardID: try row.optionalIdentifier(13),
            index: try row.optionalIndexNumber(16),
            shown: try row.words(14),
            requestID: try row.label(15)
        )
    }
}

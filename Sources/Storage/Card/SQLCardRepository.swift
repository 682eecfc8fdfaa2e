import Foundation
import HealthCardDomain
import HealthCardServices

/// Cards, and which apps registered their holders.
struct SQLCardRepository: CardRepository {
    let connection: any SQLConnection

    private static let table = SQLTable(
        "cards",
        [
            "card_id", "person_id", "status", "status_changed_at", "proofing_method", "proofing_verifier", "proofed_at",
            "channel", "issued_by", "issued_at",
        ]
    )
    private static let columns = table.columns.joined(separator: ", ")
    /// The columns of a card that another look-up reads too, from the table `c`.
    static let joined = table.columns.map { "c.\($0)" }.joined(separator: ", ")
    static let joinedCount = table.columns.count
    private static let find = SQLStatement("cards.find", "SELECT \(columns) FROM cards WHERE card_id = $1")
    private static let findOfPerson = SQLStatement(
        "cards.find of person",
        "SELECT \(columns) FROM cards WHERE person_id = $1"
    )
    private static let insert = SQLStatement(
        "cards.add",
        """
        INSERT INTO cards (\(columns)) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (person_id) DO NOTHING
        """
    )
    private static let update = SQLStatement(
        "cards.save",
        """
        UPDATE cards SET status = $3, status_changed_at = $4,
            proofing_method = $5, proofing_verifier = $6, proofed_at = $7
        WHERE card_id = $1 AND person_id = $2
        """
    )
    private static let insertApp = SQLStatement(
        "card_apps.add",
        """
        INSERT INTO card_apps (card_id, app_id, bound_at) VALUES ($1, $2, $3)
        ON CONFLICT (card_id, app_id) DO NOTHING
        """
    )
    private static let findApp = SQLStatement(
        "card_apps.find",
        "SELECT bound_at FROM card_apps WHERE card_id = $1 AND app_id = $2"
    )

    func find(_ id: CardID) throws -> Card? {
        try connection.row(Self.find, [.text(id.text)]).map(Self.card)
    }

    func find(of person: PersonID) throws -> Card? {
        try connection.row(Self.findOfPerson, [.text(person.text)]).map(Self.card)
    }

    func add(_ card: Card) throws {
        guard try connection.execute(Self.insert, Self.values(of: card)) == 1 else { throw StorageConflict.cardTaken }
    }

    func add(_ cards: [Card]) throws {
        try connection.insert(cards.map(Self.values), into: Self.table)
    }

    func save(_ card: Card) throws {
        let saved = try connection.execute(
            Self.update,
            [
                .text(card.id.text), .text(card.personID.text), .text(card.status.rawValue),
                .instant(card.statusChangedAt),
            ] + Self.values(of: card.proofing)
        )
        precondition(saved == 1, "a saved card was added before")
    }

    func bind(_ card: CardID, to app: AppID, at instant: Date) throws {
        _ = try connection.execute(Self.insertApp, [.text(card.text), .text(app.text), .instant(instant)])
    }

    func isBound(_ card: CardID, to app: AppID) throws -> Bool {
        try connection.row(Self.findApp, [.text(card.text), .text(app.text)]) != nil
    }

    private static func values(of card: Card) -> [SQLValue] {
        [
            .text(card.id.text), .text(card.personID.text), .text(card.status.rawValue),
            .instant(card.statusChangedAt),
        ] + values(of: card.proofing) + [
            .text(card.channel.rawValue), .text(card.issuedBy?.text), .instant(card.issuedAt),
        ]
    }

    private static func values(of proofing: Proofing?) -> [SQLValue] {
        guard let proofing else { return [.null, .null, .null] }
        return [.text(proofing.method.rawValue), .text(proofing.verifier), .instant(proofing.verifiedAt)]
    }

    private static func proofing(_ row: SQLRow) throws -> Proofing? {
        guard let method = try row.optionalWord(4, as: ProofingMethod.self) else { return nil }
        let (verifier, verifiedAt) = (try row.text(5), try row.instant(6))
        return try row.trusted(5) { () throws(IdentityRefusal) in
            try Proofing(recorded: method, verifier: verifier, verifiedAt: verifiedAt)
        }
    }

    /// Reads a card from the first columns of a row.
    static func card(_ row: SQLRow) throws -> Card {
        let (status, proofing): (Card.Status, Proofing?) = (try row.word(2), try proofing(row))
        guard proofing != nil || !Card.needsProofing(status) else { throw row.corrupt(4) }
        return Card(
            id: try row.identifier(0),
            personID: try row.identifier(1),
            status: status,
            statusChangedAt: try row.instant(3),
            proofing: proofing,
            channel: try row.word(7),
            issuedBy: try row.optionalLabel(8),
            issuedAt: try row.instant(9)
        )
    }
}

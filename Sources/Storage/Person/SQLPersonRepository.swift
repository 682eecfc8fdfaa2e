import Foundation
import HealthCardDomain
import HealthCardServices
import SMCrypto

/// Persons, their versions and the identifiers that lead to them.
struct SQLPersonRepository: PersonRepository {
    /// How many documents one statement asks for.
    private static let chunk = 256

    let connection: any SQLConnection
    let personal: PersonalColumns

    private static let columns = """
        p.person_id, p.version, p.created_at, p.changed_at,
        v.id_type, v.id_no, v.name, v.gender, v.birth_date, v.phone, v.nation, v.address
        """
    private static let find = SQLStatement(
        "persons.find",
        """
        SELECT \(columns) FROM persons p
        JOIN person_versions v ON v.person_id = p.person_id AND v.version = p.version
        WHERE p.person_id = $1
        """
    )
    private static let findHolder = SQLStatement(
        "cards.holder",
        """
        SELECT \(SQLCardRepository.joined), v.version,
            v.id_type, v.id_no, v.name, v.gender, v.birth_date, v.phone, v.nation, v.address
        FROM cards c
        JOIN persons p ON p.person_id = c.person_id
        JOIN person_versions v ON v.person_id = p.person_id AND v.version = p.version
        WHERE c.card_id = $1
        """
    )
    private static let findByIdentifier = SQLStatement(
        "persons.find by identifier",
        """
        SELECT \(columns) FROM identifiers i
        JOIN persons p ON p.person_id = i.person_id
        JOIN person_versions v ON v.person_id = p.person_id AND v.version = p.version
        WHERE i.authority = $1 AND i.value = $2 AND i.valid_until IS NULL
        """
    )
    private static let page = SQLStatement(
        "persons.page",
        """
        SELECT \(columns) FROM persons p
        JOIN person_versions v ON v.person_id = p.person_id AND v.version = p.version
        WHERE p.person_id > $1 ORDER BY p.person_id LIMIT $2
        """
    )
    private static let findMany = SQLStatement(
        "identifiers.find many",
        """
        SELECT value FROM identifiers
        WHERE authority = $1 AND valid_until IS NULL
            AND value IN (\((2...chunk + 1).map { "$\($0)" }.joined(separator: ", ")))
        LIMIT \(chunk)
        """
    )
    private static let persons = SQLTable("persons", ["person_id", "version", "created_at", "changed_at"])
    private static let identifiers = SQLTable("identifiers", ["authority", "value", "person_id", "valid_from"])
    private static let versions = SQLTable(
        "person_versions",
        [
            "person_id", "version", "recorded_at", "id_type", "id_no", "name", "gender", "birth_date", "phone",
            "nation",
            "address", "key_version",
        ]
    )
    private static let insertIdentifier = SQLStatement(
        "identifiers.add",
        """
        INSERT INTO identifiers (authority, value, person_id, valid_from) VALUES ($1, $2, $3, $4)
        ON CONFLICT (authority, value) WHERE valid_until IS NULL DO NOTHING
        """
    )
    private static let moveVersion = SQLStatement(
        "persons.save",
        "UPDATE persons SET version = $2, changed_at = $3 WHERE person_id = $1 AND version = $2 - 1"
    )

    func find(_ id: PersonID) throws -> Person? {
        try connection.row(Self.find, [.text(id.text)]).map(person)
    }

    func holder(of card: CardID) throws -> CardHolder? {
        guard let row = try connection.row(Self.findHolder, [.text(card.text)]) else { return nil }
        let (card, count) = (try SQLCardRepository.card(row), SQLCardRepository.joinedCount)
        return CardHolder(card: card) { [personal] fields in
            let version = try row.count(count)
            let parts = try SealedIdentity(row, from: count + 1, person: card.personID, version: version, in: personal)
            return try Disclosure(of: parts, showing: fields)
        }
    }

    func find(document: DocumentNumber) throws -> Person? {
        let key: [SQLValue] = [.text(document.authority), try personal.lookup(document)]
        guard let found = try connection.row(Self.findByIdentifier, key).map(person) else { return nil }
        // The link is no sealed value: one that was turned to another person shows by that person's document.
        let own = found.identity.document
        guard own.authority == document.authority, own.text == document.text else { throw KeyRefusal.notAuthentic }
        return found
    }

    func areKnown(_ documents: [DocumentNumber]) throws -> [Bool] {
        let places = try documents.map { ($0.authority, try personal.place(of: $0)) }
        var known: [String: Set<[UInt8]>] = [:]
        for (authority, ofAuthority) in Dictionary(grouping: places, by: \.0) {
            for start in stride(from: 0, to: ofAuthority.count, by: Self.chunk) {
                var values = ofAuthority[start..<min(start + Self.chunk, ofAuthority.count)].map { SQLValue.blob($0.1) }
                // The statement has a fixed width; a null equals nothing.
                values += Array(repeating: .null, count: Self.chunk - values.count)
                for row in try connection.rows(Self.findMany, [.text(authority)] + values) {
                    known[authority, default: []].insert(try row.blob(0))
                }
            }
        }
        return places.map { authority, place in known[authority]?.contains(place) ?? false }
    }

    func add(_ residents: [SealedResident], at instant: Date) throws {
        let version = try personal.keys.sealing(.column).version
        let residents = try residents.map { resident in
            // A key that moved on since may be destroyed once nothing lies under it.
            resident.keyVersion == version
                ? resident : try SealedResident(resident.identity, as: resident.id, keys: personal.keys)
        }
        let at = SQLValue.instant(instant)
        try connection.insert(residents.map { [.text($0.id.text), .integer(1), at, at] }, into: Self.persons)
        try connection.insert(
            residents.map { [.text($0.identity.document.authority), .blob($0.place), .text($0.id.text), at] },
            into: Self.identifiers
        )
        try connection.insert(
            residents.map { resident in
                [.text(resident.id.text), .integer(1), at, .text(resident.identity.document.type.rawValue)]
                    + resident.cells.map { .blob($0) } + [.integer(Int64(resident.keyVersion))]
            },
            into: Self.versions
        )
    }

    func page(after id: PersonID?, limit: Int) throws -> [Person] {
        try connection.rows(Self.page, [.text(id?.text ?? ""), .integer(limit)]).map(person)
    }

    func add(_ person: Person) throws {
        let created = SQLValue.instant(person.createdAt)
        _ = try connection.execute(
            Self.persons.insert,
            [.text(person.id.text), .integer(person.version), created, .instant(person.changedAt)]
        )
        let document = person.identity.document
        let linked = try connection.execute(
            Self.insertIdentifier,
            [.text(document.authority), try personal.lookup(document), .text(person.id.text), created]
        )
        guard linked == 1 else { throw StorageConflict.identifierTaken }
        try insertVersion(person)
    }

    func save(_ person: Person) throws {
        let moved = try connection.execute(
            Self.moveVersion,
            [.text(person.id.text), .integer(person.version), .instant(person.changedAt)]
        )
        guard moved == 1 else { throw StorageConflict.versionMoved }
        try insertVersion(person)
    }

    private func insertVersion(_ person: Person) throws {
        let key: [SQLValue] = [.text(person.id.text), .integer(person.version), .instant(person.changedAt)]
        _ = try connection.execute(
            Self.versions.insert,
            key + personal.values(of: person.identity, person: person.id, version: person.version)
        )
    }

    private func sealed(_ row: SQLRow) throws -> SealedIdentity {
        try SealedIdentity(row, from: 4, person: row.identifier(0), version: row.count(1), in: personal)
    }

    private func person(_ row: SQLRow) throws -> Person {
        Person(
            id: try row.identifier(0),
            identity: try sealed(row).whole(),
            version: try row.count(1),
            createdAt: try row.instant(2),
            changedAt: try row.instant(3)
        )
    }
}

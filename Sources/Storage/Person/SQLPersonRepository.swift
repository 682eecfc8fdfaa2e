import HealthCardDomain
import HealthCardServices

/// Persons, their versions and the identifiers that lead to them.
struct SQLPersonRepository: PersonRepository {
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
    private static let insertPerson = SQLStatement(
        "persons.add",
        "INSERT INTO persons (person_id, version, created_at, changed_at) VALUES ($1, $2, $3, $4)"
    )
    private static let insertIdentifier = SQLStatement(
        "identifiers.add",
        """
        INSERT INTO identifiers (authority, value, person_id, valid_from) VALUES ($1, $2, $3, $4)
        ON CONFLICT (authority, value) WHERE valid_until IS NULL DO NOTHING
        """
    )
    private static let insertVersion = SQLStatement(
        "person_versions.add",
        """
        INSERT INTO person_versions
            (person_id, version, recorded_at, id_type, id_no, name, gender, birth_date, phone, nation, address,
             key_version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        """
    )
    private static let moveVersion = SQLStatement(
        "persons.save",
        "UPDATE persons SET version = $2, changed_at = $3 WHERE person_id = $1 AND version = $2 - 1"
    )

    func find(_ id: PersonID) throws -> Person? {
        try connection.row(Self.find, [.text(id.text)]).map(person)
    }

    func disclosure(of id: PersonID, showing fields: [ResidentField]) throws -> Disclosure? {
        try connection.row(Self.find, [.text(id.text)]).map { try Disclosure(of: sealed($0), showing: fields) }
    }

    func find(document: DocumentNumber) throws -> Person? {
        let key: [SQLValue] = [.text(document.authority), try personal.lookup(document)]
        guard let found = try connection.row(Self.findByIdentifier, key).map(person) else { return nil }
        // The link is no sealed value: one that was turned to another person shows by that person's document.
        let own = found.identity.document
        guard own.authority == document.authority, own.text == document.text else { throw KeyRefusal.notAuthentic }
        return found
    }

    func page(after id: PersonID?, limit: Int) throws -> [Person] {
        try connection.rows(Self.page, [.text(id?.text ?? ""), .integer(limit)]).map(person)
    }

    func add(_ person: Person) throws {
        let created = SQLValue.instant(person.createdAt)
        _ = try connection.execute(
            Self.insertPerson,
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
            Self.insertVersion,
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

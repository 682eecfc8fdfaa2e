package import HealthCardDomain
package import HealthCardServices

extension PersonalColumns {
    /// The sealed cells of one version of a person; the type of document stands beside them in clear and is bound.
    func personVersion(_ person: String, _ version: Int, _ idType: String) -> SealedRow {
        row("person_versions", "\(person)/\(version)/\(idType)")
    }

    /// `id_type, id_no, name, gender, birth_date, phone, nation, address`, then the version of the key.
    func values(of identity: ResidentIdentity, person: PersonID, version: Int) throws -> [SQLValue] {
        let idType = identity.document.type.rawValue
        var row = personVersion(person.text, version, idType)
        return [.text(idType)] + (try Self.cells(of: identity, in: &row).map { .blob($0) }) + [try row.keyVersion()]
    }

    /// `id_no, name, gender, birth_date, phone, nation, address`. An absent text is sealed as an empty one, so that
    /// emptying a cell is noticed.
    fileprivate static func cells(of identity: ResidentIdentity, in row: inout SealedRow) throws -> [[UInt8]] {
        [
            try row.cell(identity.document.text, "id_no"),
            try row.cell(identity.name.text, "name"),
            try row.cell(identity.gender.rawValue, "gender"),
            try row.cell(identity.birthDate?.iso ?? "", "birth_date"),
            try row.cell(identity.phone?.text ?? "", "phone"),
            try row.cell(identity.nation ?? "", "nation"),
            try row.cell(identity.address?.exposed ?? "", "address"),
        ]
    }
}

extension SealedResident {
    /// Seals the first version of a person.
    ///
    /// - Throws: `KeyRefusal.serviceUnavailable`, `.notFound`.
    package init(_ identity: ResidentIdentity, as id: PersonID, keys: any ColumnKeys) throws {
        let personal = PersonalColumns(keys: keys)
        var row = personal.personVersion(id.text, 1, identity.document.type.rawValue)
        self.init(
            id: id,
            identity: identity,
            place: try personal.place(of: identity.document),
            cells: try PersonalColumns.cells(of: identity, in: &row),
            keyVersion: try row.version()
        )
    }
}

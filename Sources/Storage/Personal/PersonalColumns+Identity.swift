import HealthCardDomain

extension PersonalColumns {
    /// The sealed cells of one version of a person; the type of document stands beside them in clear and is bound.
    func personVersion(_ person: String, _ version: Int, _ idType: String) -> SealedRow {
        row("person_versions", "\(person)/\(version)/\(idType)")
    }

    /// `id_type, id_no, name, gender, birth_date, phone, nation, address`, then the version of the key.
    func values(of identity: ResidentIdentity, person: PersonID, version: Int) throws -> [SQLValue] {
        var row = personVersion(person.text, version, identity.document.type.rawValue)
        return [
            .text(identity.document.type.rawValue),
            try row.sealed(identity.document.text, "id_no"),
            try row.sealed(identity.name.text, "name"),
            try row.sealed(identity.gender.rawValue, "gender"),
            try row.sealedIfPresent(identity.birthDate?.iso, "birth_date"),
            try row.sealedIfPresent(identity.phone?.text, "phone"),
            try row.sealedIfPresent(identity.nation, "nation"),
            try row.sealedIfPresent(identity.address?.exposed, "address"),
            try row.keyVersion(),
        ]
    }
}

import HealthCardDomain

extension PersonalColumns {
    /// The day against which stored dates are read: the last there is, so that a stored value never becomes wrong by
    /// the clock.
    private static let endOfDays: CivilDate = {
        guard let day = CivilDate(year: 9_999, month: 12, day: 31) else {
            preconditionFailure("the calendar has 9999-12-31")
        }
        return day
    }()

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

    /// Reads what `values(of:person:version:)` wrote, from the column `first` on.
    ///
    /// - Throws: `KeyRefusal` where a cell does not open, `StorageFault.corruptRow` where the domain does not know a
    ///   value.
    func identity(_ row: SQLRow, from first: Int, person: PersonID, version: Int) throws -> ResidentIdentity {
        let type = try row.word(first, as: IDType.self)
        var cells = personVersion(person.text, version, type.rawValue)
        let number = try cells.opened(row, first + 1, "id_no")
        let name = try cells.opened(row, first + 2, "name")
        guard let gender = Gender(rawValue: try cells.opened(row, first + 3, "gender")) else {
            throw row.corrupt(first + 3)
        }
        let birthDate = try cells.openedIfPresent(row, first + 4, "birth_date").map { text in
            guard let day = CivilDate(iso: text) else { throw row.corrupt(first + 4) }
            return day
        }
        let phone = try cells.openedIfPresent(row, first + 5, "phone")
        let nation = try cells.openedIfPresent(row, first + 6, "nation")
        let address = try cells.openedIfPresent(row, first + 7, "address").map { Sensitive($0) }
        return try row.trusted(first) { () throws(IdentityRefusal) in
            try ResidentIdentity(
                document: DocumentNumber(type: type, text: number, on: Self.endOfDays),
                name: PersonName(name),
                gender: gender,
                birthDate: birthDate,
                phone: phone.map { text throws(IdentityRefusal) in try PhoneNumber(text) },
                nation: nation,
                address: address,
                on: Self.endOfDays
            )
        }
    }
}

extension SQLRow {
    /// Builds a value of the domain; its refusal is the fault of a corrupt row, since it was valid when written.
    func trusted<Value>(_ column: Int, _ build: () throws(IdentityRefusal) -> Value) throws -> Value {
        do {
            return try build()
        } catch {
            throw corrupt(column)
        }
    }
}

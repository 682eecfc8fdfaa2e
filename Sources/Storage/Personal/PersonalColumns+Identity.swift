import HealthCardDomain

extension PersonalColumns {
    /// How many columns an identity takes.
    static let identityWidth = 8

    /// The day against which stored dates are read: the last there is, so that a stored value never becomes wrong by
    /// the clock.
    private static let endOfDays: CivilDate = {
        guard let day = CivilDate(year: 9_999, month: 12, day: 31) else {
            preconditionFailure("the calendar has 9999-12-31")
        }
        return day
    }()

    /// `id_type, id_no, name, gender, birth_date, phone, nation, address`.
    func values(of identity: ResidentIdentity) -> [SQLValue] {
        [
            .text(identity.document.type.rawValue),
            sealed(identity.document.text),
            sealed(identity.name.text),
            sealed(identity.gender.rawValue),
            sealed(identity.birthDate?.iso),
            sealed(identity.phone?.text),
            sealed(identity.nation),
            sealed(identity.address?.exposed),
        ]
    }

    /// Reads what `values(of:)` wrote, from the column `first` on.
    ///
    /// - Throws: `StorageFault.corruptRow` where the domain does not know a value.
    func identity(_ row: SQLRow, from first: Int) throws -> ResidentIdentity {
        let type = try row.word(first, as: IDType.self)
        let number = try opened(row, first + 1)
        let name = try opened(row, first + 2)
        guard let gender = Gender(rawValue: try opened(row, first + 3)) else { throw row.corrupt(first + 3) }
        let birthDate = try openedIfPresent(row, first + 4).map { text in
            guard let day = CivilDate(iso: text) else { throw row.corrupt(first + 4) }
            return day
        }
        let phone = try openedIfPresent(row, first + 5)
        let nation = try openedIfPresent(row, first + 6)
        let address = try openedIfPresent(row, first + 7).map { Sensitive($0) }
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

import HealthCardDomain
import HealthCardServices

/// The sealed cells of one version of a person, opened one by one when they are asked for.
///
/// Reads what ``PersonalColumns/values(of:person:version:)`` wrote. Every part throws `KeyRefusal` where a cell does not
/// open, `StorageFault.corruptRow` where the domain does not know its value.
final class SealedIdentity: IdentityParts {
    /// The day against which stored dates are read: the last there is, so that a stored value never becomes wrong by
    /// the clock.
    private static let endOfDays: CivilDate = {
        guard let day = CivilDate(year: 9_999, month: 12, day: 31) else {
            preconditionFailure("the calendar has 9999-12-31")
        }
        return day
    }()

    let idType: IDType
    private let row: SQLRow
    private let first: Int
    private var cells: SealedRow

    /// Takes the columns `id_type, id_no, name, gender, birth_date, phone, nation, address` from `first` on.
    init(_ row: SQLRow, from first: Int, person: PersonID, version: Int, in columns: PersonalColumns) throws {
        idType = try row.word(first)
        self.row = row
        self.first = first
        cells = columns.personVersion(person.text, version, idType.rawValue)
    }

    var document: DocumentNumber {
        get throws {
            let number = try cells.opened(row, first + 1, "id_no")
            return try row.trusted(first + 1) { () throws(IdentityRefusal) in
                try DocumentNumber(type: idType, text: number, on: Self.endOfDays)
            }
        }
    }

    var name: PersonName {
        get throws {
            let text = try cells.opened(row, first + 2, "name")
            return try row.trusted(first + 2) { () throws(IdentityRefusal) in try PersonName(text) }
        }
    }

    var gender: Gender {
        get throws {
            guard let gender = Gender(rawValue: try cells.opened(row, first + 3, "gender")) else {
                throw row.corrupt(first + 3)
            }
            return gender
        }
    }

    var birthDate: CivilDate? {
        get throws {
            try cells.openedIfPresent(row, first + 4, "birth_date").map { text in
                guard let day = CivilDate(iso: text) else { throw row.corrupt(first + 4) }
                return day
            }
        }
    }

    var phone: PhoneNumber? {
        get throws {
            try cells.openedIfPresent(row, first + 5, "phone").map { text in
                try row.trusted(first + 5) { () throws(IdentityRefusal) in try PhoneNumber(text) }
            }
        }
    }

    var nation: String? {
        get throws { try cells.openedIfPresent(row, first + 6, "nation") }
    }

    var address: Sensitive<String>? {
        get throws { try cells.openedIfPresent(row, first + 7, "address").map { Sensitive($0) } }
    }

    /// All parts, checked against each other.
    func whole() throws -> ResidentIdentity {
        let parts = (
            try document, try name, try gender, try birthDate, try phone, try nation, try address
        )
        return try row.trusted(first) { () throws(IdentityRefusal) in
            try ResidentIdentity(
                document: parts.0,
                name: parts.1,
                gender: parts.2,
                birthDate: parts.3,
                phone: parts.4,
                nation: parts.5,
                address: parts.6,
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

import HealthCardDomain

/// The institutions that a part of a file names, each read once.
struct ImportPlaces {
    let store: any Repositories
    private var known: [InstitutionCode: Institution?] = [:]

    init(store: any Repositories) { self.store = store }

    mutating func institution(_ code: InstitutionCode) throws -> Institution? {
        if let found = known[code] { return found }
        let found = try store.access.institution(code)
        known[code] = .some(found)
        return found
    }

    /// Passes a terminal of a known institution and one of its departments.
    mutating func require(_ terminal: Terminal, row: Int) throws {
        guard let institution = try institution(terminal.institution) else {
            throw RowReject(.institutionUnknown, row: row, column: .institution, value: terminal.institution.text)
        }
        guard institution.departments.isEmpty || institution.departments.contains(terminal.department) else {
            throw RowReject(.departmentUnknown, row: row, column: .department, value: terminal.department.code)
        }
    }
}

extension PatientIndexStatement {
    /// The registered person the statement is about; never a guess.
    func holder(row: Int, in store: any Repositories, _ places: inout ImportPlaces) throws -> Person {
        guard try places.institution(institution) != nil else {
            throw RowReject(.institutionUnknown, row: row, column: .institution, value: institution.text)
        }
        guard let person = try store.persons.find(document: document) else {
            throw RowReject(.personNotFound, row: row, column: .idNumber, value: document.text)
        }
        if let name, name != person.identity.name { throw RowReject.nameDiffers(name, row: row) }
        return person
    }
}

extension RowReject {
    static func nameDiffers(_ name: PersonName, row: Int) -> RowReject {
        RowReject(.personNameDiffers, row: row, column: .name, value: name.text)
    }

    static func indexTaken(_ patient: PatientID, row: Int) -> RowReject {
        RowReject(.indexTaken, row: row, column: .patientID, value: patient.value.exposed)
    }
}

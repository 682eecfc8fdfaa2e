import Foundation
import HealthCardDomain
import HealthCardServices

/// Institutions' patient numbers: found by a blind index, kept sealed.
struct SQLPatientIndexRepository: PatientIndexRepository {
    /// The most patient numbers of one person that are read.
    private static let listLimit = 1_000

    let connection: any SQLConnection
    let personal: PersonalColumns

    private static let find = SQLStatement(
        "patient_indexes.find",
        "SELECT person_id, patient_id FROM patient_indexes WHERE institution_code = $1 AND patient = $2"
    )
    private static let ofPerson = SQLStatement(
        "patient_indexes.of person",
        """
        SELECT institution_code, patient, patient_id, person_id FROM patient_indexes WHERE person_id = $1
        ORDER BY institution_code, patient LIMIT \(listLimit)
        """
    )
    private static let insert = SQLStatement(
        "patient_indexes.add",
        """
        INSERT INTO patient_indexes (institution_code, patient, person_id, patient_id, key_version, registered_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (institution_code, patient) DO NOTHING
        """
    )
    private static let page = SQLStatement(
        "patient_indexes.page",
        """
        SELECT institution_code, patient, patient_id, person_id FROM patient_indexes
        WHERE institution_code = $1 AND patient > $2 ORDER BY patient LIMIT $3
        """
    )

    func person(_ patient: PatientID, of institution: InstitutionCode) throws -> PersonID? {
        let place = try personal.lookup(patient, of: institution)
        guard let row = try connection.row(Self.find, [.text(institution.text), .blob(place)]) else { return nil }
        let person: PersonID = try row.identifier(0)
        // The cell is bound to the person, so a row that was turned to another one does not open.
        var cells = personal.patientIndex(of: institution, place, person)
        guard try cells.opened(row, 1, "patient_id") == patient.value.exposed else { throw KeyRefusal.notAuthentic }
        return person
    }

    func indexes(of person: PersonID) throws -> [PatientIndex] {
        try connection.rows(Self.ofPerson, [.text(person.text)]).map { try index($0).index }
    }

    func add(_ index: PatientIndex, at instant: Date) throws {
        let place = try personal.lookup(index.patientID, of: index.institution)
        var cells = personal.patientIndex(of: index.institution, place, index.personID)
        let added = try connection.execute(
            Self.insert,
            [
                .text(index.institution.text), .blob(place), .text(index.personID.text),
                try cells.sealed(index.patientID.value.exposed, "patient_id"), try cells.keyVersion(),
                .instant(instant),
            ]
        )
        guard added == 1 else { throw StorageConflict.indexTaken }
    }

    func page(
        of institution: InstitutionCode,
        after place: [UInt8],
        limit: Int
    ) throws -> [(place: [UInt8], PatientIndex)] {
        try connection.rows(Self.page, [.text(institution.text), .blob(place), .integer(limit)]).map { row in
            let found = try index(row)
            return (found.place, found.index)
        }
    }

    private func index(_ row: SQLRow) throws -> (place: [UInt8], index: PatientIndex) {
        let institution: InstitutionCode = try row.label(0)
        let (place, person): ([UInt8], PersonID) = (try row.blob(1), try row.identifier(3))
        var cells = personal.patientIndex(of: institution, place, person)
        guard let patient = PatientID(try cells.opened(row, 2, "patient_id")) else { throw row.corrupt(2) }
        return (place, PatientIndex(institution: institution, patientID: patient, personID: person))
    }
}

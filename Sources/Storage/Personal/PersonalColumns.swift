import HealthCardDomain
import HealthCardServices
import SMCrypto

/// The one way in and out of columns that hold personal values or secrets: `person_versions` from `id_no` to `address`,
/// `identifiers.value`, `patient_indexes`, the `phone` columns of sign-in, and `app_credentials.secret` (design §6).
///
/// A value is sealed under a key of its row, and bound to table, column, row and key version; a value to be found by
/// equality is a blind index beside it.
struct PersonalColumns: Sendable {
    let keys: any ColumnKeys

    /// The cells of one row.
    ///
    /// - Parameter row: what names the row and its version, so that no cell opens anywhere else.
    func row(_ table: String, _ row: String, purpose: KeyPurpose = .column) -> SealedRow {
        SealedRow(keys: keys, purpose: purpose, table: table, row: Array(row.utf8))
    }

    /// The version of the key that new values are sealed under.
    func currentVersion(_ purpose: KeyPurpose = .column) throws -> SQLValue {
        .integer(Int64(try keys.sealing(purpose).version))
    }

    /// A document number, to be found by equality.
    func lookup(_ document: DocumentNumber) throws -> SQLValue { .blob(try place(of: document)) }

    /// The bytes by which a document number is found.
    func place(of document: DocumentNumber) throws -> [UInt8] {
        try keys.blindIndex().index(of: "\(document.authority)\n\(document.text)", column: "identifiers.value")
    }

    /// A phone, to be found by equality; a mainland mobile is the same with and without its country code.
    func lookup(_ phone: PhoneNumber, in table: String) throws -> SQLValue {
        try lookup(phone.mobileDigits ?? phone.text, column: "\(table).phone")
    }

    /// An institution's patient number, to be found by equality.
    func lookup(_ patient: PatientID, of institution: InstitutionCode) throws -> [UInt8] {
        let text = "\(institution.text)\n\(patient.value.exposed)"
        return try keys.blindIndex().index(of: text, column: "patient_indexes.patient")
    }

    /// The sealed cell of a patient number, bound to whose it is.
    func patientIndex(of institution: InstitutionCode, _ place: [UInt8], _ person: PersonID) -> SealedRow {
        row("patient_indexes", "\(institution.text)/\(Hex.lower(place))/\(person.text)")
    }

    private func lookup(_ normalised: String, column: String) throws -> SQLValue {
        .blob(try keys.blindIndex().index(of: normalised, column: column))
    }
}

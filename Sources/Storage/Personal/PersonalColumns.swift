import HealthCardDomain

/// The one way in and out of columns that hold personal values or secrets: `person_versions` from `id_type` to
/// `address`, `identifiers.value`, the `phone` columns of sign-in, and `app_credentials.secret`.
///
/// Values are stored in clear in this release. Encryption at rest (design §6) is put here and nowhere else: `sealed`
/// becomes a ciphertext, `lookup` a keyed blind index.
struct PersonalColumns: Sendable {
    /// A value to be stored and read back.
    func sealed(_ text: String) -> SQLValue { .text(text) }

    /// A value that may be absent.
    func sealed(_ text: String?) -> SQLValue { text.map(sealed) ?? .null }

    /// A value to be found by equality.
    func lookup(_ text: String) -> SQLValue { .text(text) }

    /// Reads what `sealed` wrote.
    func opened(_ row: SQLRow, _ column: Int) throws -> String { try row.text(column) }

    /// Reads what `sealed` wrote where the value may be absent.
    func openedIfPresent(_ row: SQLRow, _ column: Int) throws -> String? { try row.optionalText(column) }

    /// A phone as the key of a sign-in row, and read back from it.
    func lookup(_ phone: PhoneNumber) -> SQLValue { lookup(phone.text) }

    func phone(_ row: SQLRow, _ column: Int) throws -> PhoneNumber {
        let text = try opened(row, column)
        return try row.trusted(column) { () throws(IdentityRefusal) in try PhoneNumber(text) }
    }
}

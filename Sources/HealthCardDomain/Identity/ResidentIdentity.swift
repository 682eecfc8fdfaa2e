/// Who an applicant is, consistent in itself: document, name, and what else was told about the person.
///
/// For a citizen ID number sex and birth date come from the number; a different statement is refused.
package struct ResidentIdentity: Sendable, Equatable, Redacting {
    /// The most Unicode scalars an address may have, as in the Zhejiang interface.
    package static let maximumAddressScalars = 200

    /// The typed identifier.
    package let document: DocumentNumber
    /// The name on the document.
    package let name: PersonName
    /// From the number if it carries the sex, else as stated, else `.unstated`.
    package let gender: Gender
    /// From the number if it carries the date, else as stated; unknown for many passports.
    package let birthDate: CivilDate?
    /// A number under which the resident can be reached.
    package let phone: PhoneNumber?
    /// The ethnic group as a two-digit code of GB/T 3304 (see ``EthnicGroup``).
    package let nation: String?
    /// Where the resident lives, 1 to 200 scalars of free text without control characters.
    package let address: Sensitive<String>?

    /// Puts an identity together and checks the parts against each other, on the day `today` in China.
    ///
    /// A `gender` of `.unknown` or `.unstated` states nothing and never contradicts a number.
    ///
    /// - Throws: `.genderMismatch`, `.birthDateMismatch`, `.birthDateTooEarly`, `.birthDateInFuture`,
    ///   `.nationUnknown`, `.addressEmpty`, `.addressTooLong`, or a text refusal for the address.
    package init(
        document: DocumentNumber,
        name: PersonName,
        gender: Gender? = nil,
        birthDate: CivilDate? = nil,
        phone: PhoneNumber? = nil,
        nation: String? = nil,
        address: Sensitive<String>? = nil,
        on today: CivilDate
    ) throws(IdentityRefusal) {
        self.document = document
        self.name = name
        self.gender = try ResidentIdentity.gender(stated: gender, number: document.citizenID)
        self.birthDate = try ResidentIdentity.birthDate(stated: birthDate, number: document.citizenID, on: today)
        self.phone = phone
        if let nation, EthnicGroup(code: nation) == nil { throw .nationUnknown }
        self.nation = nation
        if let address { try ResidentIdentity.checkAddress(address.exposed) }
        self.address = address
    }

    private static func gender(stated: Gender?, number: CitizenIDNumber?) throws(IdentityRefusal) -> Gender {
        guard let number else { return stated ?? .unstated }
        if let stated, stated.isStated, stated != number.gender { throw .genderMismatch }
        return number.gender
    }

    private static func birthDate(
        stated: CivilDate?,
        number: CitizenIDNumber?,
        on today: CivilDate
    ) throws(IdentityRefusal) -> CivilDate? {
        if let number {
            if let stated, stated != number.birthDate { throw .birthDateMismatch }
            return number.birthDate
        }
        guard let stated else { return nil }
        guard stated.year >= CitizenIDNumber.earliestYear else { throw .birthDateTooEarly }
        guard stated <= today else { throw .birthDateInFuture }
        return stated
    }

    private static func checkAddress(_ text: String) throws(IdentityRefusal) {
        guard text.utf8.count <= TextHazard.maximumBytes else { throw .addressTooLong }
        try TextHazard.checkFreeText(text)
        guard text.unicodeScalars.count <= maximumAddressScalars else { throw .addressTooLong }
        let isBlank = text.unicodeScalars.allSatisfy { TextHazard.isSpace($0) || $0.value == 0x3000 }
        guard !isBlank else { throw .addressEmpty }
    }
}

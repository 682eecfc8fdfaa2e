package import HealthCardDomain
import Matching

/// What a search asks for: persons of whom everything is known just so. An empty field was not asked. It prints as
/// `<redacted>`.
package struct PersonSearch: Sendable, Equatable, Redacting {
    /// The whole name.
    package var name = ""
    package var sex = ""
    /// `yyyy-MM-dd`, or less.
    package var birthDate = ""
    package var idType = ""
    package var idNumber = ""
    package var phone = ""
    package var address = ""
    package var nation = ""
    /// Only persons known to this authority; the one of ``localID``, where that is asked.
    package var authority: AssigningAuthority?
    package var localID: PatientID?

    package init() {}

    var fields: SourceFields {
        SourceFields(
            name: name,
            sex: sex,
            birthDate: birthDate,
            idType: idType,
            idNumber: idNumber,
            phone: phone,
            address: address,
            nation: nation
        )
    }
}

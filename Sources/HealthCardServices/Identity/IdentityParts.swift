package import HealthCardDomain

/// Who a resident is, part by part, so that an answer opens no part that it does not show.
package protocol IdentityParts {
    /// What goes wrong where a part cannot be had.
    associatedtype Failure: Error

    /// The type of the document; in clear beside the sealed number.
    var idType: IDType { get }
    var document: DocumentNumber { get throws(Failure) }
    var name: PersonName { get throws(Failure) }
    var gender: Gender { get throws(Failure) }
    var birthDate: CivilDate? { get throws(Failure) }
    var phone: PhoneNumber? { get throws(Failure) }
    /// The ethnic group as a two-digit code of GB/T 3304.
    var nation: String? { get throws(Failure) }
    var address: Sensitive<String>? { get throws(Failure) }
}

extension ResidentIdentity: IdentityParts {
    package typealias Failure = Never

    package var idType: IDType { document.type }
}

/// A piece of a resident's data that an answer may show, named as on the wire.
///
/// A masked field shows the shape of a value (`张*`, `510***********1234`), never the value.
package enum ResidentField: String, Sendable, CaseIterable, Comparable {
    case name
    case nameMasked = "name_masked"
    case idType = "id_type"
    case idNumber = "id_no"
    case idNumberMasked = "id_no_masked"
    case gender
    case birthDate = "birth_date"
    case phone
    case phoneMasked = "phone_masked"
    case nation
    case address
    /// The number under which an institution knows the person.
    case localID = "local_id"
    case guardianName = "guardian_name"
    case guardianIDNumber = "guardian_id_no"

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    /// What a resident or an app sees of a card without a scan.
    package static let masked: [ResidentField] = [.nameMasked, .idType, .idNumberMasked, .phoneMasked]

    /// What a printed (static) code alone may give: enough for a clerk to see that they hold the right slip.
    package static let hint: [ResidentField] = [.nameMasked, .idNumberMasked]
}

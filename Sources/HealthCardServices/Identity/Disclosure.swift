package import HealthCardDomain

/// The part of a resident's data that one answer shows, in the fields' wire form.
package struct Disclosure: Sendable {
    package let fields: [(field: ResidentField, value: Sensitive<String>)]

    /// Shows no field.
    package static let nothing = Disclosure(fields: [])

    private init(fields: [(field: ResidentField, value: Sensitive<String>)]) { self.fields = fields }

    /// Takes those of `fields` that the person has a value for.
    package init(of person: Person, showing fields: [ResidentField]) {
        self.fields = fields.compactMap { field in
            Self.value(of: field, in: person.identity).map { (field, Sensitive($0)) }
        }
    }

    /// The fields that are shown.
    package var shown: [ResidentField] { fields.map(\.field) }

    package subscript(field: ResidentField) -> Sensitive<String>? {
        fields.first { $0.field == field }?.value
    }

    private static func value(of field: ResidentField, in identity: ResidentIdentity) -> String? {
        switch field {
        case .name: identity.name.text
        case .nameMasked: identity.name.masked
        case .idType: identity.document.type.rawValue
        case .idNumber: identity.document.value.exposed
        case .idNumberMasked: identity.document.masked
        case .gender: identity.gender.rawValue
        case .birthDate: identity.birthDate?.iso
        case .phone: identity.phone?.text
        case .phoneMasked: identity.phone?.masked
        case .nation: identity.nation
        case .address: identity.address?.exposed
        }
    }
}

package import HealthCardDomain

/// The part of a resident's data that one answer shows, in the fields' wire form.
package struct Disclosure: Sendable {
    package let fields: [(field: ResidentField, value: Sensitive<String>)]

    /// Shows no field.
    package static let nothing = Disclosure(fields: [])

    private init(fields: [(field: ResidentField, value: Sensitive<String>)]) { self.fields = fields }

    /// Takes those of `fields` that the person has a value for.
    package init(of person: Person, showing fields: [ResidentField]) {
        self.init(of: person.identity, showing: fields)
    }

    /// Takes those of `fields` that there is a value for, and asks `parts` for nothing else.
    ///
    /// - Throws: what `parts` throws.
    package init<Parts: IdentityParts>(of parts: Parts, showing fields: [ResidentField]) throws(Parts.Failure) {
        var shown: [(field: ResidentField, value: Sensitive<String>)] = []
        for field in fields {
            if let value = try Self.value(of: field, in: parts) { shown.append((field, Sensitive(value))) }
        }
        self.fields = shown
    }

    /// The fields that are shown.
    package var shown: [ResidentField] { fields.map(\.field) }

    package subscript(field: ResidentField) -> Sensitive<String>? {
        fields.first { $0.field == field }?.value
    }

    private static func value<Parts: IdentityParts>(
        of field: ResidentField,
        in parts: Parts
    ) throws(Parts.Failure) -> String? {
        switch field {
        case .name: try parts.name.text
        case .nameMasked: try parts.name.masked
        case .idType: parts.idType.rawValue
        case .idNumber: try parts.document.value.exposed
        case .idNumberMasked: try parts.document.masked
        case .gender: try parts.gender.rawValue
        case .birthDate: try parts.birthDate?.iso
        case .phone: try parts.phone?.text
        case .phoneMasked: try parts.phone?.masked
        case .nation: try parts.nation
        case .address: try parts.address?.exposed
        case .localID, .guardianName, .guardianIDNumber: nil
        }
    }
}

import HealthCardDomain
import HealthCardServices
import Matching

extension GoldenView.Name {
    /// Where a source record has the field.
    var part: KeyPath<SourceFields, String> {
        switch self {
        case .name: \.name
        case .sex: \.sex
        case .birthDate: \.birthDate
        case .idType: \.idType
        case .idNumber: \.idNumber
        case .phone: \.phone
        case .address: \.address
        case .nation: \.nation
        case .guardianName: \.guardianName
        case .guardianIDNumber: \.guardianIDNumber
        }
    }
}

extension Words {
    func label(of field: GoldenView.Name) -> String {
        switch field {
        case .name: fieldName
        case .sex: fieldGender
        case .birthDate: fieldBirthDate
        case .idType: fieldIDType
        case .idNumber: fieldIDNumber
        case .phone: fieldPhone
        case .address: fieldAddress
        case .nation: fieldNation
        case .guardianName: fieldGuardianName
        case .guardianIDNumber: fieldGuardianIDNumber
        }
    }
}

extension Language {
    /// A field as it was typed, a code in the words of its table.
    func reading(_ text: String, as field: GoldenView.Name) -> String {
        switch field {
        case .sex: reading(text, of: .gender)
        case .idType: reading(text, of: .idType)
        case .nation: reading(text, of: .nation)
        case .name, .birthDate, .idNumber, .phone, .address, .guardianName, .guardianIDNumber: text
        }
    }
}

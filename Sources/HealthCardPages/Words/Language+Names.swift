import HealthCardDomain
import HealthCardServices

extension Language {
    /// The entry's name in this language.
    func name(of entry: some NamedCode) -> String {
        switch self {
        case .chinese: entry.nameChinese
        case .english: entry.nameEnglish
        }
    }

    func name(of institution: Institution) -> String {
        switch self {
        case .chinese: institution.nameChinese
        case .english: institution.nameEnglish
        }
    }

    func name(of kind: PersonKind) -> String {
        switch self {
        case .chinese: kind.nameChinese
        case .english: kind.nameEnglish
        }
    }

    /// What a problem is called, and what to do about it.
    func text(of code: ProblemCode) -> (title: String, remedy: String) {
        let text = code.text
        return switch self {
        case .chinese: (text.titleChinese, text.remedyChinese)
        case .english: (text.titleEnglish, text.remedyEnglish)
        }
    }

    /// A wire value in the words of its code table; what has no table is shown as it is.
    func reading(_ value: String, of field: ResidentField) -> String {
        switch field {
        case .idType: IDType(rawValue: value).map(name(of:)) ?? value
        case .gender: Gender(rawValue: value).map(name(of:)) ?? value
        case .nation: EthnicGroup(code: value).map(name(of:)) ?? value
        case .name, .nameMasked, .idNumber, .idNumberMasked, .birthDate, .phone, .phoneMasked, .address, .localID,
            .guardianName, .guardianIDNumber:
            value
        }
    }
}

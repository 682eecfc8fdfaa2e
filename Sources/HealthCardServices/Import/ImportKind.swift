package import HealthCardDomain

/// What a file brings into the registry.
package enum ImportKind: String, Sendable, CaseIterable {
    /// People of a population list, each to get a card made in advance (`B15`).
    case residents
    /// Patient numbers of institutions and whose they are (`A05`).
    case patientIndexes = "patient-indexes"
    case institutions
    case terminals

    /// The columns that a file of this kind may have; any other is left out.
    package var columns: [ImportColumn] {
        switch self {
        case .residents: [.name, .idType, .idNumber, .gender, .birthDate, .phone, .nation, .address]
        case .patientIndexes: [.institution, .patientID, .idType, .idNumber, .name]
        case .institutions:
            [.code, .nameChinese, .nameEnglish, .level, .category, .region, .status, .departments]
        case .terminals: [.code, .institution, .department, .terminalType, .status]
        }
    }

    /// The columns without which a file is refused as a whole.
    package var mandatory: [ImportColumn] {
        switch self {
        case .residents: [.name, .idNumber]
        case .patientIndexes: [.institution, .patientID, .idNumber]
        case .institutions: [.code, .nameChinese, .level, .category, .region]
        case .terminals: [.code, .institution, .department]
        }
    }

    /// What the audit calls the act.
    package var operation: AccessOperation {
        switch self {
        case .residents: .cardPreissue
        case .patientIndexes: .indexRegister
        case .institutions, .terminals: .accessFile
        }
    }
}

package import HealthCardDomain

/// A document that a patient showed, as it was typed. It prints as `<redacted>`.
package struct IdentityDocument: Sendable, Equatable, Redacting {
    package let type: IDType
    package let number: String

    package init(_ type: IDType, _ number: String) {
        self.type = type
        self.number = number
    }

    /// The documents among the identifier types of table 0203, with national forms of its `NNxxx` and `PPxxx`.
    private static let typesByCode: [String: IDType] = [
        "NNCHN": .residentID, "NI": .residentID, "PPN": .passport, "MI": .officerID, "DL": .drivingLicence,
        "BCT": .birthCertificate, "BR": .birthCertificate,
    ]

    /// The type that CX-5 says, by table 0203 or (ours) by the two digits of CV02.01.101; `nil` where it is no document.
    static func type(of code: String) -> IDType? {
        if let type = typesByCode[code] ?? IDType(rawValue: code) { return type }
        return code.hasPrefix("PP") && code.utf8.count == 5 ? .passport : nil
    }

    /// What CX-5 says of a document of ours.
    var code: String {
        switch type {
        case .residentID: "NNCHN"
        case .passport: "PPN"
        case .officerID: "MI"
        case .drivingLicence: "DL"
        case .birthCertificate: "BCT"
        case .householdRegister, .hkMacaoPermit, .taiwanPermit, .other: type.rawValue
        }
    }
}

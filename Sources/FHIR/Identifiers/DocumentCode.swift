import HealthCardDomain

/// What kind of document an identifier is, as `Identifier.type` codes it.
enum DocumentCode {
    /// Table 0203 of HL7 v2, as FHIR names it.
    static let table0203 = "http://terminology.hl7.org/CodeSystem/v2-0203"
    /// The two digits of CV02.01.101; the address is ours.
    static let idTypes = "urn:xinglin:id-type"

    private static let types: [String: IDType] = [
        "NNCHN": .residentID, "NI": .residentID, "PPN": .passport, "MI": .officerID, "DL": .drivingLicence,
        "BCT": .birthCertificate, "BR": .birthCertificate,
    ]

    /// The type that a code means; `nil` where it means no document that is known.
    static func type(of code: String, in system: String?) -> IDType? {
        switch system {
        case table0203:
            types[code] ?? (code.hasPrefix("PP") && code.utf8.count == 5 ? .passport : nil)
        case idTypes: IDType(rawValue: code)
        default: nil
        }
    }

    /// The code of a type: of table 0203 where it has one.
    static func code(of type: IDType) -> (system: String, code: String) {
        switch type {
        case .residentID: (table0203, "NNCHN")
        case .passport: (table0203, "PPN")
        case .officerID: (table0203, "MI")
        case .drivingLicence: (table0203, "DL")
        case .birthCertificate: (table0203, "BCT")
        case .householdRegister, .hkMacaoPermit, .taiwanPermit, .other: (idTypes, type.rawValue)
        }
    }
}

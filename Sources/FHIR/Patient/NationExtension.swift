import HealthCardDomain

/// The extension for the ethnic group (民族), which FHIR has no element for: that of HL7 China's Connectathon guide.
enum NationExtension {
    static let url = "http://hl7.org.cn/fhir/connectathon/StructureDefinition/ext-person-ethnicGroup"
    /// The address in the guide of 2024, which is read and not written.
    private static let earlierURL = "http://hl7.org.cn/fhir/StructureDefinition/ext-person-ethnicGroup"
    static let codeSystem = "http://hl7.org.cn/fhir/connectathon/CodeSystem/gb3304"

    /// What a patient's extension says: two digits or two letters of GB/T 3304, or the name where there is no such code.
    static func read(_ patient: Element) throws(RequestRefusal) -> Said<String> {
        guard let found = try patient.extended(by: [url, earlierURL]) else { return .nothing }
        guard let coding = try found.element("valueCoding") else { throw .fieldMissing(found.place("valueCoding")) }
        try coding.requireMembers(["system", "version", "code", "display", "userSelected"])
        if let code = try coding.code("code") {
            guard let group = EthnicGroup(code: code) ?? EthnicGroup(letters: code) else {
                throw .fieldMalformed(coding.place("code"))
            }
            return .value(group.code)
        }
        guard let name = try coding.text("display") else { return Said(absent: try coding.absence(of: "code")) }
        return .value(EthnicGroup(nameChinese: name)?.code ?? name)
    }
}

package import HealthCardDomain
import StrictJSON

/// A person of the index as a Patient resource (FHIR R4; IHE PDQm, Patient profile). It prints as `<redacted>`.
package struct PatientResource: Sendable, Equatable, Redacting {
    /// The logical id: the index number.
    package let id: String
    /// The version of the index; `nil` where the resource has none.
    package var version: Int?
    /// The logical id of the patient into which this one was merged.
    package var replacedBy: String?
    /// The index number and the local ids, with their namespaces.
    package var identifiers: [BusinessIdentifier]
    /// Whether anybody says anything about the person now.
    package var isKnown = true
    /// How far the person is known; `nil` where that is not said.
    package var kind: PersonKind?
    /// Whether there is more of it than this.
    package var isPart = false
    package var documents: [IdentityDocument] = []
    package var name = ""
    /// `nil` where nothing was said.
    package var gender: Gender?
    /// As it was typed; one that FHIR has no form for is written as absent, for being in error.
    package var birthDate = ""
    package var phone = ""
    package var address = ""
    /// A code of GB/T 3304 or the name of an ethnic group.
    package var nation = ""
    package var guardianName = ""
    package var guardianDocument: IdentityDocument?

    package init(id: String) {
        self.id = id
        identifiers = [BusinessIdentifier(system: IdentifierSystems.index, value: id)]
    }

    /// The resource, as bytes.
    package var json: [UInt8] { JSONWriter.object { write(&$0) } }

    func write(_ json: inout JSONWriter) {
        json.member("resourceType", "Patient")
        json.member("id", id)
        json.member("meta") { json in
            if let version { json.member("versionId", String(version)) }
            json.member("profile", strings: [Profile.patient])
            if isPart { json.oneObject("tag", Self.writePart) }
            if let kind { json.oneObject("tag") { Self.write(kind, &$0) } }
        }
        if !nation.isEmpty { json.oneObject("extension", writeNation) }
        writeIdentifiers(&json)
        json.member("active", replacedBy == nil && isKnown)
        if !name.isEmpty { json.oneObject("name") { Self.write(name: name, &$0) } }
        if !phone.isEmpty { json.oneObject("telecom", writePhone) }
        if let gender { json.member("gender", gender.administrative) }
        writeBirthDate(&json)
        if !address.isEmpty { json.oneObject("address") { $0.member("text", address) } }
        if !guardianName.isEmpty || guardianDocument != nil { json.oneObject("contact", writeGuardian) }
        guard let replacedBy else { return }
        json.oneObject("link") { json in
            json.member("other") { $0.member("reference", "Patient/\(replacedBy)") }
            json.member("type", "replaced-by")
        }
    }

    private func writeNation(_ json: inout JSONWriter) {
        let group = EthnicGroup(code: nation) ?? EthnicGroup(nameChinese: nation)
        json.member("url", NationExtension.url)
        json.member("valueCoding") { json in
            if let letters = group?.letters {
                json.member("system", NationExtension.codeSystem)
                json.member("code", letters)
            }
            json.member("display", group?.nameChinese ?? nation)
        }
    }

    private func writeIdentifiers(_ json: inout JSONWriter) {
        if identifiers.isEmpty, documents.isEmpty { return }
        json.member("identifier", array: [()]) { json, _ in
            for identifier in identifiers { json.element(object: identifier.write) }
            for document in documents { json.element(object: document.write) }
        }
    }

    private static func writePart(_ json: inout JSONWriter) {
        json.member("system", "http://terminology.hl7.org/CodeSystem/v3-ObservationValue")
        json.member("code", "SUBSETTED")
    }

    private static func write(_ kind: PersonKind, _ json: inout JSONWriter) {
        json.member("system", IdentifierSystems.personKind)
        json.member("code", kind.rawValue)
        json.member("display", kind.nameChinese)
    }

    private static func write(name: String, _ json: inout JSONWriter) {
        if name.hasIdeograph { json.codeExtension(HumanName.representationURL, "IDE") }
        json.member("text", name)
    }

    private func writePhone(_ json: inout JSONWriter) {
        json.member("system", "phone")
        json.member("value", phone)
        if phone.utf8.count == 11, phone.hasPrefix("1") { json.member("use", "mobile") }
    }

    private func writeBirthDate(_ json: inout JSONWriter) {
        if birthDate.isEmpty { return }
        if let date = PartialDate(CivilDate(compact: birthDate)?.iso ?? birthDate) {
            json.member("birthDate", date.text)
        } else {
            json.member("_birthDate") { $0.codeExtension(Absence.url, "error") }
        }
    }

    private func writeGuardian(_ json: inout JSONWriter) {
        if let guardianDocument {
            json.oneObject("extension") { json in
                json.member("url", GuardianReader.documentURL)
                json.member("valueIdentifier", object: guardianDocument.write)
            }
        }
        json.oneObject("relationship") { $0.conceptMembers(system: GuardianReader.roleSystem, code: "GUARD") }
        json.member("name") { json in
            // A contact has a name or another detail (FHIR R4, pat-1).
            if guardianName.isEmpty {
                json.codeExtension(Absence.url, "unknown")
            } else {
                Self.write(name: guardianName, &json)
            }
        }
    }
}

import HealthCardDomain

/// Reads the identifiers of a patient or a contact (FHIR R4, Identifier).
struct IdentifierReader {
    /// Numbers under a namespace that means no document, in their order, each once.
    private(set) var identifiers: [BusinessIdentifier] = []
    /// Documents, in their order, each once.
    private(set) var documents: [IdentityDocument] = []
    /// Whether a document is withheld: an identifier that names its kind, and says why it has no value.
    private(set) var withholdsDocuments = false

    /// Reads one of them. One that is out of use, or without a namespace and no document, is nobody's number.
    ///
    /// - Throws: `fieldMissing` where there is no value, `fieldMalformed` for what no number has.
    mutating func read(_ element: Element) throws(RequestRefusal) {
        try element.requireMembers(["use", "type", "system", "value", "period", "assigner"])
        let use = try element.code("use")
        guard use.map({ Self.uses.contains($0) }) ?? true else { throw .fieldMalformed(element.place("use")) }
        let system = try element.code("system")
        let document = try documentType(element, system)
        guard let value = try element.text("value", upTo: Self.valueBytes) else {
            guard let absence = try element.absence(of: "value") else { throw .fieldMissing(element.place("value")) }
            if document != nil, case .withheld = absence { withholdsDocuments = true }
            return
        }
        if use == "old" { return }
        if let document {
            let found = IdentityDocument(document, value)
            if !documents.contains(found) { documents.append(found) }
        } else if let system {
            let found = BusinessIdentifier(system: system, value: value)
            if !identifiers.contains(found) { identifiers.append(found) }
        }
    }

    /// What an identifier is a document of, by its namespace, or where that says nothing by its type.
    private func documentType(_ element: Element, _ system: String?) throws(RequestRefusal) -> IDType? {
        if let system, let type = IdentifierSystems.documentType(of: system) { return type }
        if let system, IdentifierSystems.authority(of: system) != nil { return nil }
        guard let type = try element.element("type") else { return nil }
        try type.requireMembers(["coding", "text"])
        for coding in try type.elements("coding") {
            try coding.requireMembers(["system", "version", "code", "display", "userSelected"])
            guard let code = try coding.code("code") else { continue }
            if let found = DocumentCode.type(of: code, in: try coding.code("system")) { return found }
        }
        return nil
    }

    /// The longest number, in bytes.
    private static let valueBytes = 64
    private static let uses: Set<String> = ["usual", "official", "temp", "secondary", "old"]
}

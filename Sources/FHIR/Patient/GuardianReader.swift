import HealthCardDomain

/// Reads a patient's guardian from their contacts (FHIR R4, Patient.contact).
enum GuardianReader {
    /// The number of a contact's document, which FHIR has no element for. Ours.
    static let documentURL = "urn:xinglin:fhir:contact-identifier"
    static let roleSystem = "http://terminology.hl7.org/CodeSystem/v3-RoleCode"

    /// Who is a guardian, by the codes of v3-RoleCode and table 0063: a guardian before a parent before a grandparent.
    private static let ranks = [
        "GUARD": 0, "GRD": 0, "MTH": 1, "FTH": 1, "PRN": 1, "PAR": 1, "NMTH": 1, "NFTH": 1, "NPRN": 1, "ADOPTP": 1,
        "GRPRN": 2, "GRMTH": 2, "GRFTH": 2, "GRP": 2,
    ]

    /// The first of the contacts that are closest. Without one there is nothing to file.
    static func read(_ patient: Element, into statement: inout PatientStatement) throws(RequestRefusal) {
        var best: (rank: Int, name: Said<String>, document: Said<IdentityDocument>)?
        for contact in try patient.elements("contact") {
            try contact.requireMembers([
                "relationship", "name", "telecom", "address", "gender", "organization", "period",
            ])
            let name = try name(contact)
            let document = try document(contact)
            guard let rank = try rank(contact), rank < best?.rank ?? Int.max else { continue }
            best = (rank, name, document)
        }
        statement.guardianName = best?.name ?? .nothing
        statement.guardianDocument = best?.document ?? .nothing
    }

    private static func rank(_ contact: Element) throws(RequestRefusal) -> Int? {
        var found: Int?
        for relationship in try contact.elements("relationship") {
            try relationship.requireMembers(["coding", "text"])
            for coding in try relationship.elements("coding") {
                try coding.requireMembers(["system", "version", "code", "display", "userSelected"])
                guard let code = try coding.code("code"), let rank = ranks[code] else { continue }
                found = min(found ?? Int.max, rank)
            }
        }
        return found
    }

    private static func name(_ contact: Element) throws(RequestRefusal) -> Said<String> {
        guard let element = try contact.element("name") else { return .nothing }
        guard let name = HumanName.best([try HumanName(element)]) else { return Said(absent: try element.absence()) }
        return .value(name.text)
    }

    /// The document in the extension; not mentioned without it, as most senders have no such extension.
    private static func document(_ contact: Element) throws(RequestRefusal) -> Said<IdentityDocument> {
        guard let found = try contact.extended(by: [documentURL]) else { return .notMentioned }
        guard let identifier = try found.element("valueIdentifier") else {
            throw .fieldMissing(found.place("valueIdentifier"))
        }
        var reader = IdentifierReader()
        try reader.read(identifier)
        guard let document = reader.documents.first else {
            if reader.withholdsDocuments { return .notMentioned }
            throw .fieldMalformed(identifier.path)
        }
        return .value(document)
    }
}

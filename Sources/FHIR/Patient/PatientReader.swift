package import HealthCardDomain
package import StrictJSON

/// Reads Patient resources (FHIR R4; IHE PDQm, Patient profile).
///
/// A resource is all that its source says: what it has no element for is nothing, and goes from the file, unless a data
/// absent reason says that it is withheld. What FHIR knows and the index does not is read for its form and left.
package enum PatientReader {
    /// What a body says about a patient.
    ///
    /// - Throws: `fieldMissing`, `fieldMalformed`, `fieldUnknown`, `elementUnsupported`, each with the place in the resource.
    package static func statement(_ body: JSONValue) throws(RequestRefusal) -> PatientStatement {
        try statement(Resource.open(body, as: ["Patient"]))
    }

    static func statement(_ patient: Element) throws(RequestRefusal) -> PatientStatement {
        try patient.requireMembers(members)
        var statement = PatientStatement()
        try readIdentifiers(patient, into: &statement)
        try readLink(patient, into: &statement)
        statement.name = try said(patient, "name") { element throws(RequestRefusal) in
            try HumanName(element)
        } pick: {
            HumanName.best($0)?.text
        }
        statement.phone = try said(patient, "telecom") { element throws(RequestRefusal) in
            try ContactPoint(element)
        } pick: {
            ContactPoint.phone($0)
        }
        statement.address = try said(patient, "address") { element throws(RequestRefusal) in
            try PostalAddress(element)
        } pick: {
            PostalAddress.best($0)
        }
        statement.gender = try gender(patient)
        statement.birthDate = try birthDate(patient)
        statement.nation = try NationExtension.read(patient)
        try GuardianReader.read(patient, into: &statement)
        try requireForm(patient)
        return statement
    }

    private static func readIdentifiers(
        _ patient: Element,
        into statement: inout PatientStatement
    ) throws(RequestRefusal) {
        var reader = IdentifierReader()
        for element in try patient.elements("identifier") { try reader.read(element) }
        statement.identifiers = reader.identifiers
        if !reader.documents.isEmpty {
            statement.documents = .value(reader.documents)
        } else {
            statement.documents = reader.withholdsDocuments ? .notMentioned : .nothing
        }
    }

    /// `active` and `link`, which change what the rest means: an inactive patient is one that another took the place of.
    private static func readLink(
        _ patient: Element,
        into statement: inout PatientStatement
    ) throws(RequestRefusal) {
        let isActive = try patient.flag("active") ?? true
        let links = try patient.elements("link")
        for link in links {
            try link.requireMembers(["other", "type"])
            guard let type = try link.code("type") else { throw .fieldMissing(link.place("type")) }
            guard type == "replaced-by" else { throw .elementUnsupported(link.place("type")) }
            guard let other = try link.element("other") else { throw .fieldMissing(link.place("other")) }
            try other.requireMembers(["reference", "type", "identifier", "display"])
            guard let identifier = try other.element("identifier") else {
                throw .fieldMissing(other.place("identifier"))
            }
            var reader = IdentifierReader()
            try reader.read(identifier)
            guard let surviving = reader.identifiers.first else { throw .fieldMalformed(identifier.path) }
            guard statement.replacedBy == nil else { throw .fieldMalformed(link.path) }
            statement.replacedBy = surviving
        }
        guard isActive == (statement.replacedBy == nil) else {
            throw isActive ? .fieldMalformed(patient.place("active")) : .elementUnsupported(patient.place("active"))
        }
    }

    private static func gender(_ patient: Element) throws(RequestRefusal) -> Said<Gender> {
        guard let code = try patient.code("gender") else { return Said(absent: try patient.absence(of: "gender")) }
        guard let gender = Gender(administrative: code) else { throw .fieldMalformed(patient.place("gender")) }
        return .value(gender)
    }

    private static func birthDate(_ patient: Element) throws(RequestRefusal) -> Said<String> {
        guard let text = try patient.code("birthDate") else {
            return Said(absent: try patient.absence(of: "birthDate"))
        }
        guard let date = PartialDate(text) else { throw .fieldMalformed(patient.place("birthDate")) }
        return .value(date.text)
    }

    /// What the elements of a repeating member say, by a choice among them that may find nothing to file.
    private static func said<Part>(
        _ patient: Element,
        _ key: String,
        _ read: (Element) throws(RequestRefusal) -> Part,
        pick: ([Part]) -> String?
    ) throws(RequestRefusal) -> Said<String> {
        var parts: [Part] = []
        var absence: Absence?
        for element in try patient.elements(key) {
            if let reason = try element.absence() { absence = reason }
            parts.append(try read(element))
        }
        if let text = pick(parts) { return .value(text) }
        return Said(absent: absence)
    }

    /// What is not filed must have its form all the same: FHIR gives these a meaning.
    private static func requireForm(_ patient: Element) throws(RequestRefusal) {
        _ = try patient.flag("deceasedBoolean")
        _ = try patient.code("deceasedDateTime")
        _ = try patient.flag("multipleBirthBoolean")
        _ = try patient.integer("multipleBirthInteger")
        for (one, other) in [
            ("deceasedBoolean", "deceasedDateTime"), ("multipleBirthBoolean", "multipleBirthInteger"),
        ] where patient.mentions(one) && patient.mentions(other) {
            throw .fieldMalformed(patient.place(other))
        }
    }

    /// The members of Patient (FHIR R4, 8.1).
    private static let members: Set<String> = [
        "resourceType", "meta", "language", "text", "identifier", "active", "name", "telecom", "gender", "birthDate",
        "deceasedBoolean", "deceasedDateTime", "address", "maritalStatus", "multipleBirthBoolean",
        "multipleBirthInteger", "photo", "contact", "communication", "generalPractitioner", "managingOrganization",
        "link",
    ]
}

package import HealthCardDomain
package import StrictJSON

/// What `$match` asks (FHIR R4; IHE ITI-119). It prints as `<redacted>`.
package struct MatchRequest: Sendable, Equatable, Redacting {
    package let statement: PatientStatement
    package let onlyCertain: Bool
    /// The most patients to answer; `nil` where the caller sets no limit.
    package let count: Int?

    /// Reads Parameters, or the Patient alone.
    ///
    /// - Throws: `fieldMissing`, `fieldMalformed`, `fieldUnknown`, `elementUnsupported`, each with its place.
    package init(_ body: JSONValue) throws(RequestRefusal) {
        let resource = try Resource.open(body, as: ["Parameters", "Patient"])
        if resource.path == "Patient" {
            statement = try PatientReader.statement(resource)
            (onlyCertain, count) = (false, nil)
            return
        }
        try resource.requireMembers(["resourceType", "meta", "language", "parameter"])
        var patient: PatientStatement?
        var onlyCertain: Bool?
        var count: Int?
        for parameter in try resource.elements("parameter") {
            guard let name = try parameter.text("name") else { throw .fieldMissing(parameter.place("name")) }
            switch name {
            case "resource" where patient == nil:
                try parameter.requireMembers(["name", "resource"])
                patient = try Self.patient(in: parameter)
            case "onlyCertainMatches" where onlyCertain == nil:
                try parameter.requireMembers(["name", "valueBoolean"])
                onlyCertain = try parameter.flag("valueBoolean")
                guard onlyCertain != nil else { throw .fieldMissing(parameter.place("valueBoolean")) }
            case "count" where count == nil:
                try parameter.requireMembers(["name", "valueInteger"])
                count = try parameter.integer("valueInteger")
                guard let count, count > 0 else { throw .fieldMalformed(parameter.place("valueInteger")) }
            default: throw .fieldMalformed(parameter.place("name"))
            }
        }
        guard let patient else { throw .fieldMissing(resource.place("parameter.where(name='resource')")) }
        statement = patient
        self.onlyCertain = onlyCertain ?? false
        self.count = count
    }

    private static func patient(in parameter: Element) throws(RequestRefusal) -> PatientStatement {
        guard let resource = try parameter.element("resource") else { throw .fieldMissing(parameter.place("resource")) }
        guard try resource.code("resourceType") == "Patient" else {
            throw .fieldMalformed(resource.place("resourceType"))
        }
        return try PatientReader.statement(resource)
    }
}

import HealthCardDomain

/// What somebody wrote into the identity form, kept as it is, so that a form that comes back shows it again.
struct ApplicantForm: Sendable {
    let name: String
    /// The code of the document's type; the resident identity card where the form says nothing yet.
    let idType: String
    let idNumber: String

    init(_ form: Form) {
        name = form["name"]
        idType = form["id_type"].isEmpty ? IDType.residentID.rawValue : form["id_type"]
        idNumber = form["id_no"]
    }

    /// The identity, or every field that is wrong, by field name.
    func identity(phone: PhoneNumber?, on today: CivilDate) -> (ResidentIdentity?, refusals: [String: any Refusal]) {
        var refusals: [String: any Refusal] = [:]
        func read<Value>(_ field: String, _ body: () throws(IdentityRefusal) -> Value) -> Value? {
            do {
                return try body()
            } catch {
                refusals[field] = error
                return nil
            }
        }
        let name = read("name") { () throws(IdentityRefusal) in try PersonName(self.name) }
        let type = read("id_type") { () throws(IdentityRefusal) in try IDType(code: idType) }
        let document = type.flatMap { type in
            read("id_no") { () throws(IdentityRefusal) in try DocumentNumber(type: type, text: idNumber, on: today) }
        }
        guard let name, let document else { return (nil, refusals) }
        let identity = read("id_no") { () throws(IdentityRefusal) in
            try ResidentIdentity(document: document, name: name, phone: phone, on: today)
        }
        return (identity, refusals)
    }

    /// The fields for the template `person-fields`.
    ///
    /// - Parameter nameComplete: the `autocomplete` of the name: a resident's own browser may fill it in.
    func values(_ refusals: [String: any Refusal], nameComplete: String, _ pages: Pages, _ visit: Visit) -> PageValues {
        let types = IDType.allCases.map { type -> PageValues in
            ["value": type.rawValue, "label": visit.language.name(of: type), "isSelected": type.rawValue == idType]
        }
        return [
            "name": name,
            "nameComplete": nameComplete,
            "idTypes": types,
            "idNumber": idNumber,
            "nameError": pages.problem(refusals["name"], for: visit),
            "idTypeError": pages.problem(refusals["id_type"], for: visit),
            "idNumberError": pages.problem(refusals["id_no"], for: visit),
        ]
    }
}

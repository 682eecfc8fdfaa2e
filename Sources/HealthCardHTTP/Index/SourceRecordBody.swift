import HealthCardDomain
import HealthCardServices
import Matching
import StrictJSON

/// Reads what callers say to the main index: which record, and what is said of a person.
///
/// A field that is absent or null is not mentioned; an empty text says that there is nothing.
enum SourceRecordBody {
    private static var fields: [(wire: String, part: WritableKeyPath<SourceStatement, SourceStatement.Field>)] {
        [
            ("name", \.name), ("gender", \.sex), ("birth_date", \.birthDate), ("id_type", \.idType),
            ("id_no", \.idNumber),
            ("id2_type", \.secondIDType), ("id2_no", \.secondIDNumber), ("phone", \.phone), ("address", \.address),
            ("nation", \.nation), ("guardian_name", \.guardianName), ("guardian_id_no", \.guardianIDNumber),
            ("registered_on", \.registeredOn), ("channel", \.channel),
        ]
    }

    static func statement(_ body: inout JSONObject) throws -> SourceStatement {
        var statement = SourceStatement()
        for field in fields {
            guard let text = try body.optionalString(field.wire) else { continue }
            statement[keyPath: field.part] = text.isEmpty ? .nothing : .said(text)
        }
        return statement
    }

    /// A description of a person for a match: it has no local id of its own.
    static func description(_ body: inout JSONObject) throws -> SourceFields {
        let statement = try statement(&body)
        let said = { (part: KeyPath<SourceStatement, SourceStatement.Field>) in
            if case .said(let text) = statement[keyPath: part] { text } else { "" }
        }
        return SourceFields(
            name: said(\.name),
            sex: said(\.sex),
            birthDate: said(\.birthDate),
            idType: said(\.idType),
            idNumber: said(\.idNumber),
            secondIDType: said(\.secondIDType),
            secondIDNumber: said(\.secondIDNumber),
            phone: said(\.phone),
            address: said(\.address),
            nation: said(\.nation),
            guardianName: said(\.guardianName),
            guardianIDNumber: said(\.guardianIDNumber),
            registeredOn: said(\.registeredOn),
            channel: said(\.channel)
        )
    }

    static func search(_ body: inout JSONObject) throws -> PersonSearch {
        var search = PersonSearch()
        search.name = try body.optionalString("name") ?? ""
        search.sex = try body.optionalString("gender") ?? ""
        search.birthDate = try body.optionalString("birth_date") ?? ""
        search.idType = try body.optionalString("id_type") ?? ""
        search.idNumber = try body.optionalString("id_no") ?? ""
        search.phone = try body.optionalString("phone") ?? ""
        search.address = try body.optionalString("address") ?? ""
        search.nation = try body.optionalString("nation") ?? ""
        search.authority = try body.optionalString("authority").map { try authority($0) }
        search.localID = try body.optionalString("local_id").map { try localID($0, "local_id") }
        return search
    }

    /// The record that a body names by `authority` and another member.
    static func id(_ body: inout JSONObject, _ name: String = "local_id") throws -> SourceRecordID {
        let text = try body.string("authority")
        let number = try body.string(name)
        return SourceRecordID(authority: try authority(text), localID: try localID(number, name))
    }

    /// The authority that a body names.
    static func authority(_ body: inout JSONObject) throws -> AssigningAuthority {
        try authority(body.string("authority"))
    }

    /// How many persons or records an answer may have; 10 where nothing is said.
    static func limit(_ body: inout JSONObject) throws -> Int {
        guard let limit = try body.optionalCount("limit") else { return 10 }
        guard (1...IndexDesk.pageLimit).contains(limit) else { throw RequestRefusal.fieldMalformed("limit") }
        return limit
    }

    private static func authority(_ text: String) throws -> AssigningAuthority {
        guard let authority = AssigningAuthority(text) else { throw AccessRefusal.labelMalformed(field: "authority") }
        return authority
    }

    private static func localID(_ text: String, _ name: String) throws -> PatientID {
        guard let localID = PatientID(text) else { throw FieldRefusal(.localIDMalformed, field: name) }
        return localID
    }
}

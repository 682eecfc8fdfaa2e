import FHIR
import HealthCardDomain
import HealthCardServices

extension SearchRequest {
    /// Whether nothing was asked but the logical id.
    var hasNothingButID: Bool {
        var rest = self
        (rest.id, rest.isActive, rest.understood, rest.ignored, rest.count) = (nil, nil, [], [], nil)
        return rest == SearchRequest()
    }

    /// Takes an identifier that is an index number for the logical id that it is.
    mutating func readIndexNumber() {
        guard id == nil, identifiers.count == 1, identifiers[0].system == IdentifierSystems.index else { return }
        id = identifiers[0].value
        identifiers = []
    }

    /// The search of the index. A part of a name is no key of it; the page is sifted by it (``PatientResource/hasName(family:given:)``).
    ///
    /// - Throws: `authorityUnknown`, `localIDMalformed`; `elementUnsupported` for what the index cannot ask.
    func personSearch() throws -> PersonSearch {
        var search = PersonSearch()
        search.name = isPartOfName ? "" : wholeName
        if let gender {
            guard gender.isStated else { throw RequestRefusal.elementUnsupported("gender") }
            search.sex = gender.rawValue
        }
        search.birthDate = birthDate
        search.phone = phone
        search.address = address.joined()
        for identifier in identifiers { try add(identifier, to: &search) }
        let authorities = try systems.compactMap(Self.authority)
        if search.localID == nil, authorities.count == 1, systems.count == 1 { search.authority = authorities[0] }
        return search
    }

    /// What the profile says of a domain that is not known (ITI-78, 2:3.78.4.1.3, case 4).
    static func refusal(_ refusal: any Refusal) -> FHIRRefusal? {
        guard refusal.code == .authorityUnknown else { return nil }
        return FHIRRefusal(
            refusal,
            field: "identifier",
            status: 404,
            type: .notFound,
            severity: .warning,
            diagnostics: "targetSystem not found"
        )
    }

    private var isPartOfName: Bool { name.isEmpty && family.isEmpty != given.isEmpty }

    private func add(_ identifier: BusinessIdentifier, to search: inout PersonSearch) throws {
        // A number alone may be anybody's.
        guard !identifier.system.isEmpty else { throw RequestRefusal.elementUnsupported("identifier") }
        if let type = IdentifierSystems.documentType(of: identifier.system) {
            guard search.idNumber.isEmpty else { throw RequestRefusal.elementUnsupported("identifier") }
            (search.idType, search.idNumber) = (type.rawValue, identifier.value)
            return
        }
        guard search.localID == nil else { throw RequestRefusal.elementUnsupported("identifier") }
        let id = try FieldRefusal.pinning("identifier") { try SourceRecordID(identifier) }
        (search.authority, search.localID) = (id.authority, id.localID)
    }

    /// The authority of a system; `nil` for the systems of documents and of index numbers.
    private static func authority(_ system: String) throws -> AssigningAuthority? {
        if let authority = IdentifierSystems.authority(of: system) { return authority }
        guard system == IdentifierSystems.index || IdentifierSystems.documentType(of: system) != nil else {
            throw IndexRefusal.authorityUnknown
        }
        return nil
    }
}

extension PatientResource {
    /// Whether the name begins with a family name and has the given ones behind it; whole names were sought by the index.
    func hasName(family: String, given: [String]) -> Bool {
        guard family.isEmpty != given.isEmpty else { return true }
        let (name, family) = (name.lowercased(), family.lowercased())
        return name.hasPrefix(family) && given.allSatisfy { name.contains($0.lowercased()) }
    }
}

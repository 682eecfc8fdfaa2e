package import HealthCardDomain
package import StrictJSON

/// The simple parameters of an operation, by name, and the member of Parameters in which the value of each stands.
package struct OperationParameters: Sendable {
    package typealias List = [(name: String, value: String)]

    private let members: [String: String]

    init(_ members: [String: String]) { self.members = members }

    /// Names and values from a body.
    ///
    /// - Throws: `fieldMissing`, `fieldMalformed`, `fieldUnknown`, `elementUnsupported`, each with its place.
    package func read(_ body: JSONValue) throws(RequestRefusal) -> List {
        let resource = try Resource.open(body, as: ["Parameters"])
        try resource.requireMembers(["resourceType", "meta", "language", "parameter"])
        var list: List = []
        for parameter in try resource.elements("parameter") {
            guard let name = try parameter.text("name") else { throw .fieldMissing(parameter.place("name")) }
            guard let member = members[name] else { throw .fieldMalformed(parameter.place("name")) }
            try parameter.requireMembers(["name", member])
            guard let value = try parameter.code(member) else { throw .fieldMissing(parameter.place(member)) }
            list.append((name, value))
        }
        return list
    }

    /// Passes if the operation has all these parameters.
    ///
    /// - Throws: `elementUnsupported` with the name of one that it has not.
    package func requireKnown(_ list: List) throws(RequestRefusal) {
        guard let other = list.first(where: { members[$0.name] == nil }) else { return }
        throw .elementUnsupported(QueryText.shortened(other.name))
    }

    /// The value of a parameter that may come once.
    ///
    /// - Throws: `fieldMalformed` where it comes twice.
    static func single(_ name: String, in list: List) throws(RequestRefusal) -> String? {
        let values = list.filter { $0.name == name }
        guard values.count <= 1 else { throw .fieldMalformed(name) }
        return values.first?.value
    }
}

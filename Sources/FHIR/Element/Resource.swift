import HealthCardDomain
import StrictJSON

/// Opens the resource in a body, and refuses what would change its meaning behind our back.
enum Resource {
    /// The resource in a body, of one of these types.
    ///
    /// - Throws: `fieldMissing`, `fieldMalformed` for its type; `elementUnsupported` for modifier extensions, contained
    ///   resources and implicit rules, wherever they stand.
    static func open(_ body: JSONValue, as types: [String]) throws(RequestRefusal) -> Element {
        guard case .object(let members) = body else { throw .bodyMalformed }
        guard let type = members["resourceType"] else { throw .fieldMissing("resourceType") }
        guard case .string(let name) = type, types.contains(name) else { throw .fieldMalformed("resourceType") }
        try refuseModifiers(body, at: name)
        return try Element(body, at: name)
    }

    private static func refuseModifiers(_ value: JSONValue, at path: String) throws(RequestRefusal) {
        switch value {
        case .object(let members):
            for (key, member) in members.sorted(by: { $0.key < $1.key }) {
                let place = key.utf8.count <= 64 ? "\(path).\(key)" : path
                if modifiers.contains(key) { throw .elementUnsupported(place) }
                try refuseModifiers(member, at: place)
            }
        case .array(let values):
            for (index, element) in values.enumerated() { try refuseModifiers(element, at: "\(path)[\(index)]") }
        case .null, .bool, .number, .string: break
        }
    }

    private static let modifiers: Set<String> = ["modifierExtension", "contained", "implicitRules", "_implicitRules"]
}

import HealthCardDomain
import StrictJSON

/// An object inside a FHIR resource, read by name, with its place as FHIRPath writes it, such as `Patient.name[0]`.
struct Element {
    let path: String
    private let members: [String: JSONValue]

    /// - Throws: `fieldMalformed` where the value is no object, or an empty one, which FHIR does not have.
    init(_ value: JSONValue, at path: String) throws(RequestRefusal) {
        guard case .object(let members) = value, !members.isEmpty else { throw .fieldMalformed(path) }
        self.members = members
        self.path = path
    }

    func place(_ key: String) -> String { "\(path).\(key)" }

    /// Says which members the type has (FHIR R4); each that is primitive may have its extensions beside it, under an
    /// underscore.
    ///
    /// - Throws: `fieldUnknown`, naming the first other one in the order of their names.
    func requireMembers(_ known: Set<String>) throws(RequestRefusal) {
        let unknown = members.keys.filter { key in
            let name = key.hasPrefix("_") ? String(key.dropFirst()) : key
            return !known.contains(name) && !Self.common.contains(name)
        }
        guard let first = unknown.min() else { return }
        throw .fieldUnknown(first.utf8.count <= 64 ? place(first) : path)
    }

    /// A text without the spaces at its ends; `nil` where the member is absent.
    ///
    /// - Throws: `fieldMalformed` for what is no text, empty or too long, and for control characters other than tabs and
    ///   ends of lines (FHIR R4, string).
    func text(_ key: String, upTo limit: Int = Element.textBytes) throws(RequestRefusal) -> String? {
        guard let value = members[key] else { return nil }
        return try Self.text(value, at: place(key), upTo: limit)
    }

    /// The texts of a repeating primitive; a null holds the place of one that has extensions alone.
    func texts(_ key: String) throws(RequestRefusal) -> [String] {
        var texts: [String] = []
        for (index, value) in try list(key).enumerated() where value != .null {
            texts.append(try Self.text(value, at: "\(place(key))[\(index)]", upTo: Self.textBytes))
        }
        return texts
    }

    /// A code or URI: a text without spaces and control characters.
    func code(_ key: String) throws(RequestRefusal) -> String? {
        guard let code = try text(key) else { return nil }
        guard code.unicodeScalars.allSatisfy({ $0.value > 0x20 }) else { throw .fieldMalformed(place(key)) }
        return code
    }

    func flag(_ key: String) throws(RequestRefusal) -> Bool? {
        guard let value = members[key] else { return nil }
        guard case .bool(let flag) = value else { throw .fieldMalformed(place(key)) }
        return flag
    }

    /// A whole number of 32 bits.
    func integer(_ key: String) throws(RequestRefusal) -> Int? {
        guard let value = members[key] else { return nil }
        guard case .number(let text) = value, let number = Int32(text) else { throw .fieldMalformed(place(key)) }
        return Int(number)
    }

    func element(_ key: String) throws(RequestRefusal) -> Element? {
        guard let value = members[key] else { return nil }
        return try Element(value, at: place(key))
    }

    func elements(_ key: String) throws(RequestRefusal) -> [Element] {
        var elements: [Element] = []
        for (index, value) in try list(key).enumerated() {
            elements.append(try Element(value, at: "\(place(key))[\(index)]"))
        }
        return elements
    }

    /// A member as it was read.
    func value(_ key: String) -> JSONValue? { members[key] }

    /// Whether there is a member, or only the extensions of one.
    func mentions(_ key: String) -> Bool { members[key] != nil || members["_" + key] != nil }

    private func list(_ key: String) throws(RequestRefusal) -> [JSONValue] {
        guard let value = members[key] else { return [] }
        guard case .array(let values) = value, !values.isEmpty else { throw .fieldMalformed(place(key)) }
        return values
    }

    private static func text(_ value: JSONValue, at path: String, upTo limit: Int) throws(RequestRefusal) -> String {
        guard case .string(let text) = value, text.utf8.count <= limit,
            text.unicodeScalars.allSatisfy({ $0.value >= 0x20 || [0x09, 0x0A, 0x0D].contains($0.value) })
        else { throw .fieldMalformed(path) }
        let trimmed = text.trimmed
        guard !trimmed.isEmpty else { throw .fieldMalformed(path) }
        return trimmed
    }

    /// The longest text of a field, in bytes.
    static let textBytes = 1_024
    /// The members that every type has.
    private static let common: Set<String> = ["id", "extension", "modifierExtension"]
}

extension String {
    /// Without the spaces at its ends, the ideographic one included.
    var trimmed: String {
        let from = drop { $0.isWhitespace }
        guard let last = from.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(from[...last])
    }
}

package import HealthCardDomain

/// The members of a request's object, read by name. Whoever reads one must say at the end that it knows them all.
package struct JSONObject {
    private let members: [String: JSONValue]
    private let path: String
    private var read: Set<String> = []

    /// - Throws: `RequestRefusal.fieldMalformed` where the value is no object.
    package init(_ value: JSONValue, at path: String = "") throws(RequestRefusal) {
        guard case .object(let members) = value else {
            throw path.isEmpty ? .bodyMalformed : .fieldMalformed(path)
        }
        self.members = members
        self.path = path
    }

    /// The wire name of a member, with its place.
    package func name(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

    /// A text that must be there.
    package mutating func string(_ key: String) throws(RequestRefusal) -> String {
        guard let text = try optionalString(key) else { throw .fieldMissing(name(key)) }
        return text
    }

    /// A text that may be absent or null.
    package mutating func optionalString(_ key: String) throws(RequestRefusal) -> String? {
        read.insert(key)
        switch members[key] {
        case nil, .null: return nil
        case .string(let text):
            guard text.utf8.count <= Self.stringLimitBytes else { throw .fieldMalformed(name(key)) }
            return text
        default: throw .fieldMalformed(name(key))
        }
    }

    /// A whole number, 0 or more, that may be absent or null.
    package mutating func optionalCount(_ key: String) throws(RequestRefusal) -> Int? {
        read.insert(key)
        switch members[key] {
        case nil, .null: return nil
        case .number(let text):
            guard let number = Int(text), number >= 0, "\(number)" == text else { throw .fieldMalformed(name(key)) }
            return number
        default: throw .fieldMalformed(name(key))
        }
    }

    /// True or false, that may be absent or null.
    package mutating func optionalFlag(_ key: String) throws(RequestRefusal) -> Bool? {
        read.insert(key)
        switch members[key] {
        case nil, .null: return nil
        case .bool(let flag): return flag
        default: throw .fieldMalformed(name(key))
        }
    }

    /// An object that may be absent or null.
    package mutating func optionalObject(_ key: String) throws(RequestRefusal) -> JSONObject? {
        read.insert(key)
        switch members[key] {
        case nil, .null: return nil
        case .some(let value): return try JSONObject(value, at: name(key))
        }
    }

    /// Says that every member has been read.
    ///
    /// - Throws: `RequestRefusal.fieldUnknown`, naming the first in the order of their names.
    package func finish() throws(RequestRefusal) {
        guard members.count > read.count || !read.isSuperset(of: members.keys) else { return }
        if let unknown = members.keys.filter({ !read.contains($0) }).min() {
            throw .fieldUnknown(unknown.utf8.count <= 64 ? name(unknown) : "")
        }
    }

    /// The longest text of one field, in bytes (`I4`).
    package static let stringLimitBytes = 8_192
}

/// A JSON value as it was read: strict, bounded, and with no key twice in an object.
package enum JSONValue: Sendable, Equatable {
    case null
    case bool(Bool)
    /// The number's text; nothing in the API needs arithmetic on it.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])
}

/// A place in the list of looks: everything older than one entry.
package struct LookCursor: Sendable, Equatable {
    package let before: Int64

    package init(before: Int64) { self.before = before }

    /// Reads a cursor as `text` wrote it; `nil` for anything else.
    package init?(_ text: String) {
        guard text.utf8.count <= 24, text.hasPrefix("b"), let value = Int64(text.dropFirst()), value > 0,
            "b\(value)" == text
        else { return nil }
        before = value
    }

    /// The opaque text of the wire.
    package var text: String { "b\(before)" }
}

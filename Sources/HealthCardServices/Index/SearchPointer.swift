package import HealthCardDomain

/// A place in what a search found: everybody behind one index. It holds nothing personal and is no secret.
package struct SearchPointer: Sendable, Equatable {
    package let after: IndexNumber

    package init(after: IndexNumber) { self.after = after }

    /// Reads a pointer as ``text`` wrote it; `nil` for anything else.
    package init?(_ text: String) {
        guard text.utf8.count <= 24, text.hasPrefix("i"), let value = Int64(text.dropFirst()),
            let number = IndexNumber(value), "i\(value)" == text
        else { return nil }
        after = number
    }

    /// The opaque text of the wire: printable ASCII.
    package var text: String { "i\(after)" }
}

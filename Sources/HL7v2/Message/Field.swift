/// A field of a segment: one occurrence or more.
package struct Field: Sendable, Equatable {
    /// Two double quotes: what the receiver has on file is to be deleted (HL7 v2.5, 2.5.3).
    package static let null = Field("\"\"")
    package static let empty = Field("")

    package let repetitions: [Repetition]

    package init(_ repetitions: [Repetition]) {
        self.repetitions = repetitions.isEmpty ? [Repetition([])] : repetitions
    }

    /// A field of one text.
    package init(_ text: String) { self.init([Repetition(texts: [text])]) }

    /// A field of one occurrence with components of one text each.
    package init(texts: [String]) { self.init([Repetition(texts: texts)]) }

    package var first: Repetition { repetitions[0] }

    /// The first text of the first occurrence.
    package var text: String { first.text(1) }

    package var isEmpty: Bool { repetitions.allSatisfy(\.isEmpty) }
    package var isNull: Bool { self == .null }
}

extension Field: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) { self.init(text) }
}

/// A segment of a message: a name of three characters and its fields. Segments whose names begin with Z are kept like
/// any other.
package struct Segment: Sendable, Equatable {
    package let name: String
    /// From field 1; of an MSH segment these are the field separator and the encoding characters.
    package let fields: [Field]

    /// - Precondition: the name is a letter followed by two letters or digits, all upper case.
    package init(_ name: String, _ fields: [Field]) {
        precondition(Self.isName(Array(name.utf8)), "a segment has a name of three characters")
        self.name = name
        self.fields = fields
    }

    /// The field at a position, counted from 1; empty where none was sent.
    package func field(_ position: Int) -> Field {
        fields.indices.contains(position - 1) ? fields[position - 1] : .empty
    }

    /// The first text of the field at a position.
    package func text(_ position: Int) -> String { field(position).text }

    /// Whether bytes can name a segment.
    static func isName(_ bytes: some Collection<UInt8>) -> Bool {
        guard bytes.count == 3, let first = bytes.first, isLetter(first) else { return false }
        return bytes.dropFirst().allSatisfy { isLetter($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }
}

import HealthCardDomain

/// A message of HL7 v2: an MSH segment and what follows it. It prints as `<redacted>`.
package struct Message: Sendable, Equatable, Redacting {
    package let delimiters: Delimiters
    /// The first is MSH, and no other is.
    package let segments: [Segment]

    /// Makes a message.
    ///
    /// - Parameters:
    ///   - header: the fields of MSH from MSH-3 on; MSH-1 and MSH-2 follow from the delimiters.
    ///   - segments: what follows MSH.
    package init(delimiters: Delimiters = .standard, header: [Field], segments: [Segment]) {
        precondition(segments.allSatisfy { $0.name != "MSH" }, "a message has one MSH")
        self.delimiters = delimiters
        let separator = Field(String(decoding: [delimiters.field], as: UTF8.self))
        let header = Segment("MSH", [separator, Field(delimiters.encodingCharacters)] + header)
        self.segments = [header] + segments
    }

    /// The message with another character set in MSH-18.
    package func declaring(_ set: HL7CharacterSet) -> Message {
        var fields = Array(header.fields.dropFirst(2))
        fields += [Field](repeating: .empty, count: max(0, 16 - fields.count))
        fields[15] = Field(set.rawValue)
        return Message(delimiters: delimiters, header: fields, segments: Array(segments.dropFirst()))
    }

    /// MSH.
    package var header: Segment { segments[0] }

    /// The segments of a name, in their order.
    package func all(_ name: String) -> [Segment] { segments.filter { $0.name == name } }

    package func first(_ name: String) -> Segment? { segments.first { $0.name == name } }
}

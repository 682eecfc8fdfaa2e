/// Takes the bytes of a message apart (HL7 v2.5, 2.6). A segment ends with a carriage return; a line feed, alone or
/// behind it, is taken for one too, as many senders write it so.
package struct MessageReader: Sendable {
    package let limits: MessageLimits

    package init(limits: MessageLimits = MessageLimits()) { self.limits = limits }

    /// Reads a message.
    ///
    /// - Parameter bytes: UTF-8.
    /// - Throws: 100 where a segment has no name or a place that it may not have, 102 where the bytes are no text or a
    ///   limit is passed.
    package func read(_ bytes: [UInt8]) throws(HL7Refusal) -> Message {
        guard bytes.count <= limits.bytes else { throw .limit("The message is too long", at: nil) }
        guard String(validating: bytes, as: UTF8.self) != nil, !bytes.contains(0) else { throw .notText }
        let lines = lines(of: bytes)
        let (delimiters, header) = try readHeader(lines[0])
        guard lines.count <= limits.segments else { throw .limit("The message has too many segments", at: nil) }
        var segments: [Segment] = []
        segments.reserveCapacity(lines.count - 1)
        var sequences: [String: Int] = [:]
        for line in lines.dropFirst() {
            let name = line.prefix(3)
            let rest = line.dropFirst(3)
            guard Segment.isName(name), rest.isEmpty || rest.first == delimiters.field else {
                throw HL7Refusal(.segmentSequence, "A line does not begin with the name of a segment")
            }
            let text = String(decoding: name, as: UTF8.self)
            guard text != "MSH" else {
                throw HL7Refusal(.segmentSequence, at: ErrorLocation("MSH", sequence: 2), "A message has one MSH")
            }
            sequences[text, default: 0] += 1
            let location = ErrorLocation(text, sequence: sequences[text] ?? 1)
            let fields = rest.isEmpty ? [] : try readFields(rest.dropFirst(), delimiters, location, from: 1)
            segments.append(Segment(text, fields))
        }
        return Message(delimiters: delimiters, header: header, segments: segments)
    }

    /// Reads MSH alone, so that a message can be answered whose other segments cannot be read; `nil` where MSH cannot
    /// be read either.
    package func readHeader(of bytes: [UInt8]) -> Message? {
        // What is no text in the rest of the message must not keep it from being answered.
        let line = lines(of: Array(bytes.prefix(limits.bytes)))[0]
        guard String(validating: line, as: UTF8.self) != nil, !line.contains(0) else { return nil }
        // Nobody can be told what is wrong with a header that does not say whom to tell.
        guard let (delimiters, header) = try? readHeader(line) else { return nil }
        return Message(delimiters: delimiters, header: header, segments: [])
    }

    /// The lines of the message that are not empty; one empty line where there are none.
    private func lines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        let lines = bytes.split(maxSplits: limits.segments) { $0 == 0x0D || $0 == 0x0A }
        return lines.isEmpty ? [[]] : lines
    }

    /// The fields of MSH from MSH-3 on.
    private func readHeader(_ line: ArraySlice<UInt8>) throws(HL7Refusal) -> (Delimiters, [Field]) {
        let start = line.startIndex
        guard line.count >= 8, line.prefix(3).elementsEqual("MSH".utf8) else {
            throw HL7Refusal(.segmentSequence, "A message begins with MSH")
        }
        guard let delimiters = Delimiters(Array(line[start + 3..<start + 8])) else { throw .delimiters }
        let rest = line.dropFirst(8)
        guard !rest.isEmpty else { return (delimiters, []) }
        guard rest.first == delimiters.field else { throw .delimiters }
        return (delimiters, try readFields(rest.dropFirst(), delimiters, ErrorLocation("MSH"), from: 3))
    }

    private func readFields(
        _ bytes: ArraySlice<UInt8>,
        _ delimiters: Delimiters,
        _ location: ErrorLocation,
        from position: Int
    ) throws(HL7Refusal) -> [Field] {
        let parts = try split(bytes, delimiters.field, limits.fields, "fields", location)
        var fields: [Field] = []
        fields.reserveCapacity(parts.count)
        for part in parts {
            fields.append(try readField(part, delimiters, location.field(position + fields.count)))
        }
        return fields
    }

    private func readField(
        _ bytes: ArraySlice<UInt8>,
        _ delimiters: Delimiters,
        _ location: ErrorLocation
    ) throws(HL7Refusal) -> Field {
        if bytes.isEmpty { return .empty }
        var repetitions: [Repetition] = []
        for part in try split(bytes, delimiters.repetition, limits.repetitions, "occurrences", location) {
            var components: [Component] = []
            for part in try split(part, delimiters.component, limits.components, "components", location) {
                let parts = try split(part, delimiters.subcomponent, limits.subcomponents, "subcomponents", location)
                var texts: [String] = []
                for part in parts { texts.append(try EscapeReader(delimiters: delimiters).text(part, location)) }
                components.append(Component(texts))
            }
            repetitions.append(Repetition(components))
        }
        return Field(repetitions)
    }

    private func split(
        _ bytes: ArraySlice<UInt8>,
        _ separator: UInt8,
        _ limit: Int,
        _ what: String,
        _ location: ErrorLocation
    ) throws(HL7Refusal) -> [ArraySlice<UInt8>] {
        // One more than the limit tells that it is passed, and the rest stays uncut.
        let parts = bytes.split(separator: separator, maxSplits: limit, omittingEmptySubsequences: false)
        guard parts.count <= limit else { throw .limit("There are too many \(what)", at: location) }
        return parts
    }
}

extension HL7Refusal {
    fileprivate static var notText: HL7Refusal {
        HL7Refusal(.dataType, "The bytes are no text in the character set of MSH-18")
    }

    fileprivate static var delimiters: HL7Refusal {
        HL7Refusal(.dataType, at: ErrorLocation("MSH").field(2), "MSH-1 and MSH-2 do not declare five delimiters")
    }

    fileprivate static func limit(_ text: String, at location: ErrorLocation?) -> HL7Refusal {
        HL7Refusal(.dataType, at: location, text)
    }
}

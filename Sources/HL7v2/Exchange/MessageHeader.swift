/// What MSH says, as far as an answer depends on it.
package struct MessageHeader: Sendable {
    /// The longest control id that is echoed, in bytes (v2.7 allows 199).
    private static let controlIDBytes = 199

    let segment: Segment
    let delimiters: Delimiters
    /// MSH-9.1, such as `ADT`.
    package let type: String
    /// MSH-9.2, such as `A04`.
    package let event: String
    package let controlID: String
    package let processingID: String
    /// `nil` where MSH-12 names a version that is not understood.
    package let version: ProtocolVersion?

    package init(_ message: Message) {
        segment = message.header
        delimiters = message.delimiters
        type = segment.field(9).first.text(1)
        event = segment.field(9).first.text(2)
        let controlID = segment.text(10)
        self.controlID = controlID.utf8.count <= Self.controlIDBytes ? controlID : ""
        processingID = segment.text(11)
        version = ProtocolVersion(rawValue: segment.text(12))
    }

    /// Whether MSH-3 and MSH-4 name this sender, by namespace or by universal id.
    func isFrom(_ sender: Sender) -> Bool {
        func names(_ field: Field, _ name: String) -> Bool {
            [1, 2].contains { field.first.text($0) == name }
        }
        return names(segment.field(3), sender.application) && names(segment.field(4), sender.facility)
    }

    /// Whether MSH-5 names one of these applications, by namespace or by universal id.
    func isTo(_ applications: Set<String>) -> Bool {
        [1, 2].contains { applications.contains(segment.field(5).first.text($0)) }
    }

    /// An answer: MSH turned round, MSA, ERR for a refusal, and what else belongs to it.
    ///
    /// - Parameter structure: of the answer, such as `RSP_K23`; `ACK` answers with nothing but the acknowledgement.
    func answer(
        _ type: String,
        event: String,
        structure: String,
        refusal: HL7Refusal?,
        stamp: AnswerStamp,
        segments: [Segment] = []
    ) -> Message {
        var fields = [
            segment.field(5), segment.field(6), segment.field(3), segment.field(4), Field(stamp.time), .empty,
            Field(texts: event.isEmpty ? [type] : [type, event, structure]), Field(stamp.controlID),
            segment.field(11).isEmpty ? Field("P") : segment.field(11), Field((version ?? .v25).rawValue),
        ]
        let characterSet = segment.text(18)
        if !characterSet.isEmpty { fields += [.empty, .empty, .empty, .empty, .empty, Field(characterSet)] }
        let acknowledged = [acknowledgement(refusal)] + (refusal.map { [error($0)] } ?? [])
        return Message(delimiters: delimiters, header: fields, segments: acknowledged + segments)
    }

    private func acknowledgement(_ refusal: HL7Refusal?) -> Segment {
        let code = refusal.map { $0.code.isRejection ? "AR" : "AE" } ?? "AA"
        var fields = [Field(code), Field(controlID)]
        if let refusal, version?.hasErrorFields == false {
            fields.append(Field(refusal.text.isEmpty ? refusal.code.text : refusal.text))
        }
        return Segment("MSA", fields)
    }

    private func error(_ refusal: HL7Refusal) -> Segment {
        let code = [String(refusal.code.rawValue), refusal.code.text, "HL70357"]
        guard version?.hasErrorFields ?? true else {
            let places = refusal.locations.isEmpty ? [[]] : refusal.locations.map { $0.texts.prefix(3) }
            return Segment(
                "ERR",
                [
                    Field(
                        places.map { place in
                            let texts = place + [String](repeating: "", count: 3 - place.count)
                            return Repetition(texts.map { Component([$0]) } + [Component(code)])
                        }
                    )
                ]
            )
        }
        let locations = Field(refusal.locations.map { Repetition(texts: $0.texts) })
        var fields = [Field.empty, locations, Field(texts: code), Field("E")]
        if !refusal.text.isEmpty { fields += [.empty, .empty, .empty, Field(refusal.text)] }
        return Segment("ERR", fields)
    }
}

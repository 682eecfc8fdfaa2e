import HealthCardDomain

/// Reads queries (HL7 v2.5, chapter 5): the tag in QPD-2, and what IHE asks with.
struct QueryReader {
    let identifiers: IdentifierReader
    /// The most persons that an answer holds, and how many it holds where the sender sets no limit.
    let patientLimit: Int

    private static let parameterSegment = ErrorLocation("QPD")
    /// The longest value of a parameter, in bytes.
    private static let textBytes = 1_024
    private static let pointerBytes = 180

    /// QPD, with a name and a tag.
    ///
    /// - Throws: 100 where QPD or RCP is missing or comes twice, 101 where the name or the tag is empty, 103 where the
    ///   sender wants the answer at another time than now.
    func parameters(_ message: Message) throws(HL7Refusal) -> Segment {
        for name in ["QPD", "RCP"] where message.all(name).count != 1 {
            throw HL7Refusal(.segmentSequence, at: ErrorLocation(name), "\(name) comes once")
        }
        guard let parameters = message.first("QPD"), let control = message.first("RCP") else {
            preconditionFailure("both segments were counted")
        }
        for position in [1, 2] where parameters.field(position).first.text(1).isEmpty {
            throw HL7Refusal(.requiredField, at: Self.parameterSegment.field(position))
        }
        guard ["", "I"].contains(control.text(1)) else {
            throw HL7Refusal(.tableValue, at: ErrorLocation("RCP").field(1), "Answers are given at once")
        }
        return parameters
    }

    /// A cross-reference query (IHE ITI-9).
    ///
    /// - Throws: 101 and 102 for the number, 204 for every domain that is not known.
    func crossReference(_ parameters: Segment) throws(HL7Refusal) -> CrossReferenceQuery {
        let field = parameters.field(3)
        guard field.repetitions.count == 1 else {
            let second = Self.parameterSegment.field(3, repetition: 2)
            throw HL7Refusal(.dataType, at: second, "One number is asked for")
        }
        let location = Self.parameterSegment.field(3, repetition: 1)
        let identifier = try identifiers.identifier(field.first, at: location, fallback: nil)
        return CrossReferenceQuery(identifier: identifier, domains: try domains(parameters.field(4), 4))
    }

    /// A demographics query (IHE ITI-21).
    ///
    /// - Throws: 101 where it asks nothing, 102 for values that are none, 103 for parameters that are not understood, 204
    ///   for every domain that is not known.
    func demographics(_ message: Message, _ parameters: Segment) throws(HL7Refusal) -> DemographicQuery {
        var query = DemographicQuery()
        try read(parameters.field(3), into: &query)
        try readLimit(message, into: &query)
        query.pointer = try pointer(message)
        query.domains = try domains(parameters.field(8), 8)
        return query
    }

    /// DSC-1, where the answer goes on.
    private func pointer(_ message: Message) throws(HL7Refusal) -> String? {
        guard let pointer = message.first("DSC")?.text(1), !pointer.isEmpty else { return nil }
        let isPointer =
            pointer.utf8.count <= Self.pointerBytes && pointer.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        guard isPointer else { throw .pointerUnknown }
        return pointer
    }

    /// The domains that a field names; none where it is empty.
    private func domains(_ field: Field, _ position: Int) throws(HL7Refusal) -> [IdentifierDomain] {
        if field.isEmpty { return [] }
        var found: [IdentifierDomain] = []
        var unknown: [ErrorLocation] = []
        for (index, repetition) in field.repetitions.enumerated() where !repetition.isEmpty {
            if let domain = identifiers.domains.find(repetition.component(4)) {
                if !found.contains(domain) { found.append(domain) }
            } else {
                unknown.append(Self.parameterSegment.field(position, repetition: index + 1))
            }
        }
        guard unknown.isEmpty else { throw HL7Refusal(.unknownKey, at: unknown, "The domain is not known") }
        return found
    }

    /// RCP-2, the quantity limit in records.
    private func readLimit(_ message: Message, into query: inout DemographicQuery) throws(HL7Refusal) {
        query.limit = patientLimit
        guard let field = message.first("RCP")?.field(2), !field.isEmpty else { return }
        let location = ErrorLocation("RCP").field(2)
        guard ["", "RD"].contains(field.first.text(2)) else {
            throw HL7Refusal(.tableValue, at: location.component(2), "Limits are counted in records")
        }
        guard let limit = Int(field.text), limit > 0 else {
            throw HL7Refusal(.dataType, at: location.component(1), "The limit is no positive number")
        }
        query.limit = min(limit, patientLimit)
    }

    /// The parameters in QPD-3, each a path and a value.
    private func read(_ field: Field, into query: inout DemographicQuery) throws(HL7Refusal) {
        var parts = DemographicParts()
        var paths: Set<String> = []
        for (index, repetition) in field.repetitions.enumerated() where !repetition.isEmpty {
            let location = Self.parameterSegment.field(3, repetition: index + 1)
            let (path, value) = (repetition.text(1), repetition.text(2).trimmed)
            guard let parameter = DemographicParameter(path: path) else {
                throw HL7Refusal(.tableValue, at: location.component(1), "The parameter is not understood")
            }
            guard value.utf8.count <= Self.textBytes else {
                throw HL7Refusal(.dataType, at: location.component(2), "The value is too long")
            }
            guard paths.insert(path).inserted else {
                throw HL7Refusal(.duplicateKey, at: location.component(1), "The parameter comes twice")
            }
            try parts.set(parameter, to: value, at: location)
        }
        try parts.fill(&query, identifiers.domains)
        guard query != Self.nothing(query.limit) else {
            throw HL7Refusal(.requiredField, at: Self.parameterSegment.field(3), "Nothing is asked")
        }
    }

    private static func nothing(_ limit: Int) -> DemographicQuery {
        var query = DemographicQuery()
        query.limit = limit
        return query
    }
}

extension HL7Refusal {
    /// A continuation that means nothing, or nothing any more.
    static var pointerUnknown: HL7Refusal {
        HL7Refusal(.unknownKey, at: ErrorLocation("DSC").field(1), "The continuation pointer is not known")
    }
}

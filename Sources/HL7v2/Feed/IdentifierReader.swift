import HealthCardDomain

/// Reads the numbers of a patient (CX) from PID-3, MRG-1 and QPD-3.
struct IdentifierReader {
    let domains: DomainDirectory

    /// The longest number, in bytes.
    private static let valueBytes = 64

    /// The number in one occurrence.
    ///
    /// - Parameters:
    ///   - location: of the occurrence.
    ///   - fallback: the domain that is meant where CX-4 is empty.
    /// - Throws: 101 where it is empty, 102 where it is too long or no patient number, 204 where its domain is not known.
    func identifier(
        _ repetition: Repetition,
        at location: ErrorLocation,
        fallback: IdentifierDomain?
    ) throws(HL7Refusal) -> PatientIdentifier {
        let value = try value(repetition, at: location)
        guard PatientID(value) != nil else {
            throw HL7Refusal(.dataType, at: location.component(1), "The identifier has characters that none has")
        }
        let authority = repetition.component(4)
        if authority.isEmpty, let fallback { return PatientIdentifier(value, in: fallback) }
        guard let domain = domains.find(authority) else {
            throw HL7Refusal(.unknownKey, at: location.component(4), "The assigning authority is not known")
        }
        return PatientIdentifier(value, in: domain)
    }

    /// CX-1.
    ///
    /// - Throws: 101, 102.
    func value(_ repetition: Repetition, at location: ErrorLocation) throws(HL7Refusal) -> String {
        let value = repetition.text(1)
        guard !value.isEmpty, repetition.component(1) != "\"\"" else {
            throw HL7Refusal(.requiredField, at: location.component(1), "The identifier is empty")
        }
        guard value.utf8.count <= Self.valueBytes else {
            throw HL7Refusal(.dataType, at: location.component(1), "The identifier is too long")
        }
        return value
    }

    /// The sender's own number in a field, and those of other domains.
    ///
    /// - Throws: as ``identifier(_:at:fallback:)``; 101 where there is no number of the sender's, 205 where there are two.
    func identifiers(
        _ field: Field,
        at location: (_ repetition: Int) -> ErrorLocation,
        of sender: Sender
    ) throws(HL7Refusal) -> (own: PatientIdentifier, others: [PatientIdentifier]) {
        var own: PatientIdentifier?
        var others: [PatientIdentifier] = []
        for (index, repetition) in field.repetitions.enumerated() where !repetition.isEmpty {
            if IdentityDocument.type(of: repetition.text(5)) != nil { continue }
            let location = location(index + 1)
            let found = try identifier(repetition, at: location, fallback: sender.domain)
            if found.domain != sender.domain {
                others.append(found)
            } else if own == nil || own == found {
                own = found
            } else {
                throw HL7Refusal(.duplicateKey, at: location.component(1), "The sender gave one patient two numbers")
            }
        }
        guard let own else {
            throw HL7Refusal(.requiredField, at: location(1), "There is no identifier of the sender's own domain")
        }
        return (own, others)
    }
}

import HealthCardDomain

/// Reads what a message of the identity feed says (HL7 v2.5, chapter 3; IHE ITI-8).
struct PatientReader {
    let sender: Sender
    let identifiers: IdentifierReader

    /// The longest text of a field of ours, in bytes.
    private static let textBytes = 1_024

    init(sender: Sender, domains: DomainDirectory) {
        self.sender = sender
        identifiers = IdentifierReader(domains: domains)
    }

    /// What a message says about a patient.
    ///
    /// - Throws: 100 for segments that are not where they belong, 101 for what must be there, 102 for what is no date or too
    ///   long, 103 for a sex that the table does not have, 204 and 205 for identifiers.
    func statement(_ message: Message, _ event: FeedEvent) throws(HL7Refusal) -> PatientStatement {
        let (recording, patient) = try segments(message)
        let pid = ErrorLocation("PID")
        let (own, others) = try identifiers.identifiers(
            patient.field(3),
            at: { pid.field(3, repetition: $0) },
            of: sender
        )
        var statement = PatientStatement(event: event, identifier: own, otherIdentifiers: others)
        guard !patient.field(5).isEmpty else { throw HL7Refusal(.requiredField, at: pid.field(5)) }
        statement.name = try said(patient.field(5), at: pid.field(5)) { PatientText.name($0) }
        statement.birthDate = try birthDate(patient.field(7))
        statement.gender = try gender(patient.field(8))
        statement.address = try said(patient.field(11), at: pid.field(11)) { PatientText.address($0) }
        statement.phone = try phone(patient)
        statement.nation = try nation(patient)
        statement.documents = try documents(patient)
        try readGuardian(message, into: &statement)
        statement.recordedOn = try recordedOn(recording)
        return statement
    }

    /// What a merge message says (`A40`): MRG-1 is the number that goes, PID-3 the one that stays.
    ///
    /// - Throws: as ``statement(_:_:)``; 205 where both are one.
    func merge(_ message: Message) throws(HL7Refusal) -> IdentifierMerge {
        let (_, patient) = try segments(message)
        let merges = message.all("MRG")
        guard let first = merges.first else {
            throw HL7Refusal(.segmentSequence, at: ErrorLocation("MRG"), "MRG is missing")
        }
        guard merges.count == 1 else {
            throw HL7Refusal(.segmentSequence, at: ErrorLocation("MRG", sequence: 2), "A message merges one patient")
        }
        let (pid, mrg) = (ErrorLocation("PID"), ErrorLocation("MRG"))
        let surviving = try identifiers.identifiers(
            patient.field(3),
            at: { pid.field(3, repetition: $0) },
            of: sender
        )
        let prior = try identifiers.identifiers(first.field(1), at: { mrg.field(1, repetition: $0) }, of: sender)
        guard surviving.own != prior.own else {
            throw HL7Refusal(.duplicateKey, at: mrg.field(1), "The prior and the surviving identifier are one")
        }
        return IdentifierMerge(prior: prior.own, surviving: surviving.own)
    }

    /// EVN and PID, each once and in this order.
    private func segments(_ message: Message) throws(HL7Refusal) -> (recording: Segment, patient: Segment) {
        let names = message.segments.map(\.name)
        for name in ["EVN", "PID"] {
            let count = names.count { $0 == name }
            guard count > 0 else { throw HL7Refusal(.segmentSequence, at: ErrorLocation(name), "\(name) is missing") }
            guard count == 1 else {
                throw HL7Refusal(.segmentSequence, at: ErrorLocation(name, sequence: 2), "\(name) comes once")
            }
        }
        guard let recording = message.first("EVN"), let patient = message.first("PID"),
            let first = names.firstIndex(of: "EVN"), let second = names.firstIndex(of: "PID"), first < second
        else { throw HL7Refusal(.segmentSequence, at: ErrorLocation("PID"), "PID comes behind EVN") }
        return (recording, patient)
    }

    /// What a field says, by a reading of it that may find nothing to file.
    private func said(
        _ field: Field,
        at location: ErrorLocation,
        _ read: (Field) -> String?
    ) throws(HL7Refusal) -> Said<String> {
        if field.isNull { return .withdrawn }
        guard let text = read(field) else { return .nothing }
        guard text.utf8.count <= Self.textBytes else {
            throw HL7Refusal(.dataType, at: location, "The text is too long")
        }
        return .value(text)
    }

    private func birthDate(_ field: Field) throws(HL7Refusal) -> Said<String> {
        if field.isEmpty { return .nothing }
        if field.isNull { return .withdrawn }
        guard let stamp = Timestamp(field.text) else {
            throw HL7Refusal(.dataType, at: ErrorLocation("PID").field(7), "The date of birth is no date")
        }
        return .value(stamp.day)
    }

    private func gender(_ field: Field) throws(HL7Refusal) -> Said<Gender> {
        if field.isEmpty { return .nothing }
        if field.isNull { return .withdrawn }
        guard let gender = Gender(table0001: field.text) else {
            throw HL7Refusal(.tableValue, at: ErrorLocation("PID").field(8), "Table 0001 has no such sex")
        }
        return .value(gender)
    }

    /// PID-13 and PID-14 together: withdrawn where one is null and the other says nothing else.
    private func phone(_ patient: Segment) throws(HL7Refusal) -> Said<String> {
        let fields = [patient.field(13), patient.field(14)].filter { !$0.isEmpty }
        let said = fields.filter { !$0.isNull }
        if said.isEmpty { return fields.isEmpty ? .nothing : .withdrawn }
        return try self.said(said[0], at: ErrorLocation("PID").field(13)) { _ in PatientText.phone(said) }
    }

    /// PID-22, ethnic group, before PID-10, race: the code of GB/T 3304, or the name where there is no code.
    private func nation(_ patient: Segment) throws(HL7Refusal) -> Said<String> {
        let position = patient.field(22).isEmpty ? 10 : 22
        return try said(patient.field(position), at: ErrorLocation("PID").field(position)) { field in
            [1, 2].map { field.first.text($0).trimmed }.first { !$0.isEmpty }
        }
    }

    /// The documents in PID-3, and the number in PID-19 for an identity card where PID-3 has none (ours).
    private func documents(_ patient: Segment) throws(HL7Refusal) -> Said<[IdentityDocument]> {
        var documents: [IdentityDocument] = []
        for (index, repetition) in patient.field(3).repetitions.enumerated() {
            guard let type = IdentityDocument.type(of: repetition.text(5)) else { continue }
            let location = ErrorLocation("PID").field(3, repetition: index + 1)
            documents.append(IdentityDocument(type, try identifiers.value(repetition, at: location)))
        }
        let card = patient.field(19)
        if !card.isEmpty, !card.isNull, !documents.contains(where: { $0.type == .residentID }) {
            let location = ErrorLocation("PID").field(19, repetition: 1)
            documents.append(IdentityDocument(.residentID, try identifiers.value(card.first, at: location)))
        }
        if documents.isEmpty { return card.isNull ? .withdrawn : .nothing }
        return .value(documents)
    }

    /// The first of those NK1 segments that name a guardian: a guardian before a parent before a grandparent.
    private func readGuardian(_ message: Message, into statement: inout PatientStatement) throws(HL7Refusal) {
        let ranks = ["GRD": 0, "MTH": 1, "FTH": 1, "PAR": 1, "GRP": 2]
        let kin = message.all("NK1").enumerated().compactMap {
            index,
            segment -> (rank: Int, location: ErrorLocation, segment: Segment)? in
            let location = ErrorLocation("NK1", sequence: index + 1)
            return ranks[segment.text(3)].map { (rank: $0, location: location, segment: segment) }
        }
        guard let (_, location, segment) = kin.min(by: { $0.rank < $1.rank }) else { return }
        statement.guardianName = try said(segment.field(2), at: location.field(2)) { PatientText.name($0) }
        if segment.field(33).isNull { statement.guardianDocument = .withdrawn }
        for (index, repetition) in segment.field(33).repetitions.enumerated() {
            guard let type = IdentityDocument.type(of: repetition.text(5)) else { continue }
            let place = location.field(33, repetition: index + 1)
            statement.guardianDocument = .value(IdentityDocument(type, try identifiers.value(repetition, at: place)))
            return
        }
    }

    private func recordedOn(_ recording: Segment) throws(HL7Refusal) -> String {
        let text = recording.text(2)
        if text.isEmpty { return "" }
        guard let stamp = Timestamp(text) else {
            throw HL7Refusal(.dataType, at: ErrorLocation("EVN").field(2), "The time is no time")
        }
        return stamp.iso
    }
}

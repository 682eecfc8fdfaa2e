import HealthCardDomain

/// The segments of answers to queries (IHE ITI-9, ITI-21).
enum QueryAnswers {
    /// How a query ended, as QAK-2 says it (table 0208).
    enum Status: String {
        case found = "OK"
        case nothingFound = "NF"
        case error = "AE"
        case rejected = "AR"
    }

    /// QAK and the query as it was asked.
    static func acknowledgement(_ status: Status, _ parameters: Segment) -> [Segment] {
        [Segment("QAK", [parameters.field(2), Field(status.rawValue), parameters.field(1)]), parameters]
    }

    /// The PID of a cross-reference: numbers, and the pseudonym `S` where a name must be (ITI-9, 3.9.4.2.2).
    static func crossReference(_ identifiers: [PatientIdentifier]) -> Segment {
        let pseudonym = Repetition(texts: ["", "", "", "", "", "", "S"])
        return Segment("PID", [.empty, .empty, field(identifiers, []), .empty, Field([Repetition([]), pseudonym])])
    }

    /// PID and, where the index weighed, QRI of one of the persons found.
    ///
    /// - Parameter position: among them, from 1.
    static func found(_ patient: FoundPatient, position: Int) -> [Segment] {
        var fields = [Field](repeating: .empty, count: 22)
        fields[0] = Field(String(position))
        fields[2] = field(patient.identifiers, patient.documents)
        fields[4] = name(patient.name)
        fields[6] = Field(patient.birthDate.filter { $0 != "-" })
        fields[7] = Field(patient.gender.table0001)
        if !patient.address.isEmpty { fields[10] = Field(texts: [patient.address, "", "", "", "", "", "H"]) }
        if !patient.phone.isEmpty { fields[12] = phone(patient.phone) }
        fields[21] = nation(patient.nation)
        let pid = Segment("PID", fields.trimmedEnd)
        guard let confidence = patient.confidence else { return [pid] }
        return [pid, Segment("QRI", [Field(String(confidence))])]
    }

    /// DSC with the pointer to the next part.
    static func continuation(_ pointer: String) -> Segment { Segment("DSC", [Field(pointer), Field("I")]) }

    private static func field(_ identifiers: [PatientIdentifier], _ documents: [IdentityDocument]) -> Field {
        let numbers = identifiers.map { number in
            let parts: [Component] = ["", "", number.domain.component, "PI"]
            return Repetition([Component([number.value])] + parts)
        }
        let papers = documents.map { Repetition(texts: [$0.number, "", "", "", $0.code]) }
        return Field(numbers + papers)
    }

    private static func name(_ name: String) -> Field {
        if name.isEmpty { return Field(texts: ["", "", "", "", "", "", "U"]) }
        let isIdeographic = name.unicodeScalars.contains { $0.properties.isIdeographic }
        return Field(texts: [name, "", "", "", "", "", "L", isIdeographic ? "I" : "A"])
    }

    /// The number as XTN-1, which older receivers read, and as XTN-12.
    private static func phone(_ number: String) -> Field {
        let isMobile = number.utf8.count == 11 && number.hasPrefix("1")
        let texts = [number, "PRN", isMobile ? "CP" : "PH", "", "", "", "", "", "", "", "", number]
        return Field(texts: texts)
    }

    private static func nation(_ text: String) -> Field {
        if text.isEmpty { return .empty }
        let group = EthnicGroup(code: text) ?? EthnicGroup(nameChinese: text)
        guard let group else { return Field(texts: ["", text]) }
        return Field(texts: [group.code, group.nameChinese, "GBT3304"])
    }
}

extension [Field] {
    /// Without the empty fields at the end.
    fileprivate var trimmedEnd: [Field] { Array(prefix((lastIndex { !$0.isEmpty } ?? -1) + 1)) }
}

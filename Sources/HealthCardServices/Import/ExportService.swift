package import HealthCardDomain

/// Gives the registry out, page by page. Each resident whose data leaves is told so in their list of looks.
package struct ExportService: Sendable {
    private let ledger: ActLedger
    /// What a resident's row shows.
    private static let residentFields: [ResidentField] = [
        .name, .idType, .idNumber, .gender, .birthDate, .phone, .nation, .address,
    ]

    package init(storage: any Storage) {
        ledger = ActLedger(storage: storage)
    }

    /// The next residents in the order of their ids, each with the state of the card.
    package func residents(
        after id: PersonID?,
        limit: Int,
        by act: Act
    ) async throws -> [(person: Person, card: Card.Status?)] {
        try await ledger.perform(.registryExport, by: act) { store, _ in
            try store.persons.page(after: id, limit: limit).map { person in
                let card = try store.cards.find(of: person.id)
                let shown = Disclosure(of: person, showing: Self.residentFields).shown
                try Self.audit(person.id, card?.id, shown: shown, by: act, in: store)
                return (person, card?.status)
            }
        }
    }

    /// The next patient numbers of an institution, with whose they are.
    package func patientIndexes(
        of institution: InstitutionCode,
        after place: [UInt8],
        limit: Int,
        by act: Act
    ) async throws -> [(place: [UInt8], index: PatientIndex, person: Person)] {
        try await ledger.perform(.registryExport, by: act) { store, _ in
            try store.patientIndexes.page(of: institution, after: place, limit: limit).map { place, index in
                let person = try store.person(index.personID)
                let shown: [ResidentField] = [.name, .idType, .idNumber]
                try Self.audit(person.id, nil, shown: shown, by: act, in: store)
                return (place, index, person)
            }
        }
    }

    /// The next institutions in the order of their codes.
    package func institutions(after code: InstitutionCode?, limit: Int, by act: Act) async throws -> [Institution] {
        try await ledger.perform(.registryExport, by: act) { store, _ in
            try store.access.institutions(after: code, limit: limit)
        }
    }

    /// The next terminals in the order of their codes.
    package func terminals(after code: TerminalCode?, limit: Int, by act: Act) async throws -> [Terminal] {
        try await ledger.perform(.registryExport, by: act) { store, _ in
            try store.access.terminals(after: code, limit: limit)
        }
    }

    private static func audit(
        _ person: PersonID,
        _ card: CardID?,
        shown: [ResidentField],
        by act: Act,
        in store: any Repositories
    ) throws {
        var trace = Trace()
        (trace.personID, trace.cardID, trace.shown) = (person, card, shown)
        try store.audit.append(trace.entry(of: .registryExport, outcome: AuditEntry.succeeded, by: act))
    }
}

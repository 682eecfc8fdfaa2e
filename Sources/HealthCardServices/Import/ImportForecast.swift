import HealthCardDomain

/// What a part of a file would do.
package struct ImportForecast: Sendable {
    package private(set) var counts = ImportJob.Counts()
    package private(set) var rejects: [RowReject] = []

    package init() {}

    init(of part: ImportPart, in store: any Repositories) throws {
        var places = ImportPlaces(store: store)
        let new = try Self.newPlaces(of: part, in: store)
        for (place, (row, item)) in part.rows.enumerated() {
            guard !new.contains(place) else {
                counts.added += 1
                continue
            }
            do {
                try foresee(item, row: row, in: store, &places)
            } catch let reject as RowReject {
                counts.rejected += 1
                rejects.append(reject)
            }
        }
    }

    /// The places of residents whom nobody registered.
    private static func newPlaces(of part: ImportPart, in store: any Repositories) throws -> Set<Int> {
        let residents = part.rows.enumerated().compactMap { place, row -> (place: Int, document: DocumentNumber)? in
            guard case .resident(let identity) = row.item else { return nil }
            return (place, identity.document)
        }
        let known = try store.persons.areKnown(residents.map(\.document))
        return Set(zip(residents, known).filter { !$0.1 }.map(\.0.place))
    }

    /// Adds what another part would do.
    package mutating func add(_ other: ImportForecast) {
        counts.added += other.counts.added
        counts.unchanged += other.counts.unchanged
        counts.changed += other.counts.changed
        counts.rejected += other.counts.rejected
    }

    private mutating func foresee(
        _ item: ImportItem,
        row: Int,
        in store: any Repositories,
        _ places: inout ImportPlaces
    ) throws {
        switch item {
        case .rejected(let reject): throw reject
        case .resident(let identity):
            let known = try store.persons.find(document: identity.document)
            if let known, known.identity.name != identity.name { throw RowReject.nameDiffers(identity.name, row: row) }
            let card = try known.flatMap { try store.cards.find(of: $0.id) }
            if card == nil { counts.added += 1 } else { counts.unchanged += 1 }
        case .patientIndex(let statement):
            let person = try statement.holder(row: row, in: store, &places)
            let owner = try store.patientIndexes.person(statement.patientID, of: statement.institution)
            if let owner, owner != person.id { throw RowReject.indexTaken(statement.patientID, row: row) }
            if owner == nil { counts.added += 1 } else { counts.unchanged += 1 }
        case .institution(let institution):
            let known = try store.access.institution(institution.code)
            count(isNew: known == nil, isSame: known == institution)
        case .terminal(let terminal):
            try places.require(terminal, row: row)
            let known = try store.access.terminal(terminal.code)
            count(isNew: known == nil, isSame: known == terminal)
        }
    }

    private mutating func count(isNew: Bool, isSame: Bool) {
        if isNew { counts.added += 1 } else if isSame { counts.unchanged += 1 } else { counts.changed += 1 }
    }
}

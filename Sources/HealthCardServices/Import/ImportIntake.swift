import HealthCardDomain

/// One part of a file on its way into the registry, inside its transaction.
struct ImportIntake {
    private var job: ImportJob
    private let act: Act
    private let store: any Repositories
    /// 64 random bytes for each row.
    private let draws: [UInt8]
    private var places: ImportPlaces
    private var rejects: [UInt8] = []

    init(job: ImportJob, act: Act, store: any Repositories, draws: [UInt8]) {
        (self.job, self.act, self.store, self.draws) = (job, act, store, draws)
        places = ImportPlaces(store: store)
    }

    /// Takes the rows in and writes down how far the file has come.
    mutating func take(_ part: ImportPart) throws -> ImportJob {
        let start = job.nextByte
        guard part.bytes.lowerBound == start else { throw StorageConflict.jobMoved }
        let new = try registerNew(of: part)
        for (place, row) in part.rows.enumerated() where !new.contains(place) {
            do {
                try take(row.item, row: row.number, place: place)
            } catch let reject as RowReject {
                job.counts.rejected += 1
                rejects += RejectsFile.line(reject)
            }
        }
        job.nextByte = part.bytes.upperBound
        job.rejectsStart += Int64(job.rejects.count)
        job.rejects = rejects
        job.savedAt = act.at
        if part.isLast { job.finishedAt = act.at }
        try store.imports.save(job, from: start)
        return job
    }

    /// Registers those people of a part who are nobody's yet, all at once: person, card, audit entry, list. Whoever is
    /// known, or named a second time, is left for the rules of a single row.
    ///
    /// - Returns: the places of the rows that are done.
    private mutating func registerNew(of part: ImportPart) throws -> Set<Int> {
        var seen: Set<[String]> = []
        let first = part.rows.indices.compactMap { place -> (place: Int, resident: SealedResident)? in
            guard place < part.sealed.count, let resident = part.sealed[place] else { return nil }
            let document = resident.identity.document
            return seen.insert([document.authority, document.text]).inserted ? (place, resident) : nil
        }
        let known = try store.persons.areKnown(first.map(\.resident.identity.document))
        let new = zip(first, known).filter { !$0.1 }.map(\.0)
        guard !new.isEmpty else { return [] }
        try store.persons.add(new.map(\.resident), at: act.at)
        let cards = new.map { place, resident in
            Card(preissuing: CardID(randomBytes: draw(place, 1)), to: resident.id, at: act.at)
        }
        try store.cards.add(cards)
        try store.audit.append(cards.map { entry(AuditEntry.succeeded, of: $0.personID, card: $0.id) })
        if let tag = job.tag { try store.imports.tag(cards.map(\.personID), as: tag, by: job.id) }
        job.counts.added += new.count
        return Set(new.map(\.place))
    }

    private mutating func take(_ item: ImportItem, row: Int, place: Int) throws {
        switch item {
        case .rejected(let reject): throw reject
        case .resident(let identity): try preissue(identity, row: row, place: place)
        case .patientIndex(let statement): try register(statement, row: row)
        case .institution(let institution): try file(institution)
        case .terminal(let terminal): try file(terminal, row: row)
        }
    }

    /// Finds or creates the one person and the one card. What is known of a person is left as it is.
    private mutating func preissue(_ identity: ResidentIdentity, row: Int, place: Int) throws {
        let person: Person
        var isNew = false
        if let known = try store.persons.find(document: identity.document) {
            guard known.identity.name == identity.name else {
                try audit(PersonRefusal.nameDiffers.code.rawValue, of: known.id)
                throw RowReject.nameDiffers(identity.name, row: row)
            }
            person = known
        } else {
            person = Person(registering: identity, id: PersonID(randomBytes: draw(place, 0)), at: act.at)
            try store.persons.add(person)
            isNew = true
        }
        let hasCard = try !isNew && store.cards.find(of: person.id) != nil
        if !hasCard {
            let card = Card(preissuing: CardID(randomBytes: draw(place, 1)), to: person.id, at: act.at)
            try store.cards.add(card)
            try audit(AuditEntry.succeeded, of: person.id, card: card.id)
        }
        let isRepeated = try job.tag.map { try store.imports.tag(person.id, as: $0, by: job.id) == job.id } ?? false
        if isRepeated {
            job.counts.repeated += 1
        } else if hasCard {
            job.counts.unchanged += 1
        } else {
            job.counts.added += 1
        }
    }

    private mutating func register(_ statement: PatientIndexStatement, row: Int) throws {
        let person = try statement.holder(row: row, in: store, &places)
        if let owner = try store.patientIndexes.person(statement.patientID, of: statement.institution) {
            guard owner == person.id else {
                try audit(RowFault.indexTaken.rawValue, of: person.id, at: statement.institution)
                throw RowReject.indexTaken(statement.patientID, row: row)
            }
            job.counts.unchanged += 1
            return
        }
        let index = PatientIndex(
            institution: statement.institution,
            patientID: statement.patientID,
            personID: person.id
        )
        try store.patientIndexes.add(index, at: act.at)
        try audit(AuditEntry.succeeded, of: person.id, at: statement.institution)
        job.counts.added += 1
    }

    private mutating func file(_ institution: Institution) throws {
        let known = try store.access.institution(institution.code)
        guard known != institution else {
            job.counts.unchanged += 1
            return
        }
        try store.access.save(institution)
        try audit(AuditEntry.succeeded, of: nil, at: institution.code)
        if known == nil { job.counts.added += 1 } else { job.counts.changed += 1 }
    }

    private mutating func file(_ terminal: Terminal, row: Int) throws {
        try places.require(terminal, row: row)
        let known = try store.access.terminal(terminal.code)
        guard known != terminal else {
            job.counts.unchanged += 1
            return
        }
        try store.access.save(terminal)
        try audit(AuditEntry.succeeded, of: nil, at: terminal.institution, terminal: terminal.code)
        if known == nil { job.counts.added += 1 } else { job.counts.changed += 1 }
    }

    /// One entry for each person or place that a row touched. Nobody was shown anything, so a resident sees no look.
    private func audit(
        _ outcome: String,
        of person: PersonID?,
        card: CardID? = nil,
        at institution: InstitutionCode? = nil,
        terminal: TerminalCode? = nil
    ) throws {
        try store.audit.append(entry(outcome, of: person, card: card, at: institution, terminal: terminal))
    }

    private func entry(
        _ outcome: String,
        of person: PersonID?,
        card: CardID? = nil,
        at institution: InstitutionCode? = nil,
        terminal: TerminalCode? = nil
    ) -> AuditEntry {
        var trace = Trace()
        (trace.personID, trace.cardID, trace.institution, trace.terminal) = (person, card, institution, terminal)
        return trace.entry(of: job.kind.operation, outcome: outcome, by: act)
    }

    private func draw(_ place: Int, _ half: Int) -> [UInt8] {
        let start = place * 64 + half * 32
        return Array(draws[start..<start + 32])
    }
}

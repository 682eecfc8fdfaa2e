import HealthCardDomain
import Matching

/// A local id that is known already.
extension IndexRegistrar {
    /// Answers the same content as before; judges changed content anew, for this record alone.
    ///
    /// Where the engine finds the new content to be of the same person, it is the next version of the record, and what the
    /// record said before goes on speaking for the person, unless it was wrong. So it is where the authority says of a
    /// provisional registration who the person is. Otherwise the authority gave the local id to somebody else, or nobody can
    /// tell: the content is a new record, and the one before it keeps its link.
    ///
    /// - Parameter correcting: whether the content takes the place of what was said before.
    func registerAgain(
        _ sealed: SealedSourceRecord,
        _ known: StoredSourceRecord,
        correcting: Bool
    ) throws -> RegistrationAnswer {
        guard let before = try store.sourceRecords.newest(of: [known.number]).first,
            let link = try store.index.link(of: known.number)
        else { throw MissingRow(table: "index_links") }
        if before.fields.saysTheSame(as: sealed.fields) { return try answer(known.number) }
        let person = try keeper.person(link.index)
        let found = try search.find(sealed, including: person)
        let decision = try search.decide(sealed, on: found.basis)
        let isOurs = correcting || decision.links(to: person)
        let stays = try isOurs || link.origin == .reviewer && isOwn(sealed, link, person, found.basis)
        let revision = Revision(
            sealed: sealed,
            known: known,
            former: MatchRecord(before.fields),
            formerAt: before.registeredAt,
            person: person,
            decision: decision,
            basis: found.basis
        )
        let continues = try !stays && continues(revision)
        guard stays || continues else { return try add(sealed, decision, found, replacing: known) }
        let record = try store.sourceRecords.revise(known, to: sealed, at: now)
        reader.note(record, sealed)
        try relink(record, link, revision, correcting)
        try addBlocks(of: sealed, to: link.index, found.members)
        if correcting {
            let gone = try store.index.blind(revision.former.blockKeys)
            try keeper.trim(Set(gone), of: link.index, reader: reader)
        } else if continues {
            try settle(revision, record)
        } else if case .joins(let numbers) = decision.outcome, decision.links(to: person), link.origin != .reviewer {
            try join(numbers, record, decision)
        }
        _ = try lookAgain(at: keeper.person(person), having: found.basis)
        return try answer(known.number, candidates: found.basis.candidates.count)
    }

    /// Ends the link of the version before, and links this one to the same index.
    private func relink(
        _ record: RecordReference,
        _ link: Link,
        _ revision: Revision,
        _ correcting: Bool
    ) throws {
        let finding = revision.decision.chosen.first { $0.index == revision.person.value }
        var reasons = finding.map { DecisionReasons($0.explanation) }
        if link.origin == .reviewer { reasons = link.reasons }
        if let kind = revision.conversion { reasons = (reasons ?? DecisionReasons(model: model)).converting(kind) }
        try store.index.end(link, at: now)
        try store.index.add(
            Link(
                record: record,
                firstVersion: correcting || revision.isFormerVoid ? record.version : link.firstVersion,
                number: link.number + 1,
                index: link.index,
                origin: link.origin,
                decidedBy: link.decidedBy,
                reasons: reasons ?? link.reasons,
                validFrom: now
            )
        )
        let kind: IndexEventKind = revision.conversion == nil ? .update : .convert
        try store.index.note(kind, of: revision.person, record: record.number, other: nil, at: now)
    }

    /// Whether content is like what the record said when a person linked it, whatever else that person has.
    private func isOwn(
        _ sealed: SealedSourceRecord,
        _ link: Link,
        _ person: IndexNumber,
        _ basis: MatchBasis
    ) throws -> Bool {
        let statements = LiveLink(
            survivor: person,
            index: link.index,
            record: link.record,
            firstVersion: link.firstVersion
        ).statements
        var alone = basis
        alone.candidates = [.init(index: person, records: statements, isCut: false)]
        alone.apart = []
        return try search.decide(sealed, on: alone).links(to: person)
    }

    /// What a record is answered as things stand.
    private func answer(_ number: SourceRecordNumber, candidates: Int = 0) throws -> RegistrationAnswer {
        guard let link = try store.index.link(of: number) else { throw MissingRow(table: "index_links") }
        return RegistrationAnswer(
            index: try keeper.person(link.index),
            record: link.record,
            origin: link.origin,
            reviews: try store.indexReviews.raised(by: number).map(\.id),
            candidates: candidates
        )
    }
}

extension Decision {
    /// Whether the record is of this person, perhaps with others.
    fileprivate func links(to person: IndexNumber) -> Bool {
        switch outcome {
        case .links(let number): number == person.value
        case .joins(let numbers): numbers.contains(person.value)
        case .opens: false
        }
    }
}

extension SourceFields {
    /// Whether both say the same about the person, whenever and through whichever channel.
    fileprivate func saysTheSame(as other: SourceFields) -> Bool {
        var (one, other) = (self, other)
        (one.registeredOn, one.channel) = ("", "")
        (other.registeredOn, other.channel) = ("", "")
        return one == other
    }
}

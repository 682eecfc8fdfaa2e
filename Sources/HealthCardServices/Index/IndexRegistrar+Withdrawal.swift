import HealthCardDomain
import Matching

/// Records that their authority takes back, and brings back.
extension IndexRegistrar {
    /// Withdraws a record: its link ends, its history stays. A person may be left without records.
    ///
    /// - Returns: the person it was taken from.
    func withdraw(_ known: StoredSourceRecord) throws -> IndexNumber {
        try store.sourceRecords.withdraw(known, at: now)
        return try detach(known.number)
    }

    /// Registers a record again that was withdrawn. It comes back to where it was, and is then judged as any other that is
    /// known: words of somebody else are a new record, and the old one stays withdrawn.
    func bringBack(
        _ sealed: SealedSourceRecord,
        _ known: StoredSourceRecord,
        correcting: Bool
    ) throws -> RegistrationAnswer {
        guard let last = try store.index.newestLink(of: known.number) else { throw MissingRow(table: "index_links") }
        try store.sourceRecords.bringBack(known)
        try store.index.add(
            Link(
                record: last.record,
                firstVersion: last.firstVersion,
                number: last.number + 1,
                index: last.index,
                origin: last.origin,
                decidedBy: last.decidedBy,
                reasons: last.reasons,
                validFrom: now
            )
        )
        try store.index.add(blocks(of: last).sorted(), of: last.index)
        let person = try keeper.person(last.index)
        try store.index.note(.link, of: person, record: known.number, other: nil, at: now)
        try keeper.settleReviews(naming: keeper.group(of: person))
        let answer = try registerAgain(sealed, known, correcting: correcting)
        if answer.record.number != known.number { _ = try detach(known.number) }
        return answer
    }

    /// Ends the live link of a record.
    private func detach(_ number: SourceRecordNumber) throws -> IndexNumber {
        guard let link = try store.index.link(of: number) else { throw MissingRow(table: "index_links") }
        let (person, blocks) = (try keeper.person(link.index), try blocks(of: link))
        try store.index.end(link, at: now)
        try keeper.trim(blocks, of: link.index, reader: reader)
        try store.index.note(.unlink, of: person, record: number, other: nil, at: now)
        try keeper.settleReviews(naming: keeper.group(of: person))
        return person
    }

    /// The blocks of all that a record says for the person it is linked to.
    private func blocks(of link: Link) throws -> Set<Int64> {
        let live = LiveLink(
            survivor: link.index,
            index: link.index,
            record: link.record,
            firstVersion: link.firstVersion
        )
        var blocks: Set<Int64> = []
        for record in try reader.records(live.statements, in: store).values {
            blocks.formUnion(try store.index.blind(record.blockKeys))
        }
        return blocks
    }
}

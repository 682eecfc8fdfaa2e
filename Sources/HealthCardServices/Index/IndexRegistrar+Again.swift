import HealthCardDomain
import Matching

/// A local id that is known already.
extension IndexRegistrar {
    /// Answers the same content as before, and judges changed content anew, for this record alone.
    func registerAgain(_ sealed: SealedSourceRecord, _ known: StoredSourceRecord) throws -> RegistrationAnswer {
        guard let before = try store.sourceRecords.newest(of: [known.number]).first,
            let link = try store.index.link(of: known.number)
        else { throw MissingRow(table: "index_links") }
        if before.fields.saysTheSame(as: sealed.fields) { return try answer(known.number) }
        let earlier = MatchRecord(before.fields)
        let record = try store.sourceRecords.revise(known, to: sealed, at: now)
        reader.note(record, sealed.record)
        let index = try relink(sealed, record, from: link, earlier)
        var gone = Set(try store.index.blind(earlier.blockKeys))
        if index == link.index { gone.subtract(sealed.blocks.map(\.number)) }
        try keeper.trim(gone, of: link.index, reader: reader)
        return try answer(known.number)
    }

    /// What a record is answered as things stand.
    private func answer(_ number: SourceRecordNumber) throws -> RegistrationAnswer {
        guard let link = try store.index.link(of: number) else { throw MissingRow(table: "index_links") }
        return RegistrationAnswer(
            index: try keeper.person(link.index),
            record: link.record,
            origin: link.origin,
            reviews: try store.indexReviews.raised(by: number).map(\.id)
        )
    }

    /// Ends the link of the version before and links this one.
    ///
    /// - Returns: the index that the new link names.
    private func relink(
        _ sealed: SealedSourceRecord,
        _ record: RecordReference,
        from link: Link,
        _ earlier: MatchRecord
    ) throws -> IndexNumber {
        let person = try keeper.person(link.index)
        var found = try search.find(sealed, own: record.number)
        found.basis.forbidden = try store.indexReviews.apart(from: person)
        let decision = try decide(sealed, found.basis, person, earlier)
        try store.index.end(link, at: now)
        let stays = link.origin == .reviewer || Self.stays(decision, with: person)
        guard !stays else {
            let reasons = link.origin == .reviewer ? link.reasons : Self.reasons(decision, person, link.reasons)
            try keeper.link(
                record,
                to: link.index,
                number: link.number + 1,
                link.origin,
                by: link.decidedBy,
                reasons
            )
            try store.index.note(.update, of: person, record: record.number, other: nil, at: now)
            try addBlocks(of: sealed, to: link.index, found.members)
            if link.origin != .reviewer { try join(decision, person, record) }
            return link.index
        }
        try store.index.note(.unlink, of: person, record: record.number, other: nil, at: now)
        let (index, _) = try settle(decision, record, linkNumber: link.number + 1)
        try addBlocks(of: sealed, to: index, found.members)
        _ = try review(decision, index, record, found.basis)
        return index
    }
}

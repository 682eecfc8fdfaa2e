import HealthCardDomain
import Matching

/// What only a person's decision does.
extension IndexKeeper {
    /// The live link of a record.
    func link(of id: SourceRecordID) throws -> Link {
        guard let record = try store.sourceRecords.find(id), !record.isWithdrawn else {
            throw IndexRefusal.recordUnknown
        }
        guard let link = try store.index.link(of: record.number) else { throw MissingRow(table: "index_links") }
        return link
    }

    func requireMergeable(_ one: IndexNumber, _ other: IndexNumber) throws {
        guard one != other else { throw IndexRefusal.sameIndex }
        guard try store.indexReviews.apart(among: [one, other]).isEmpty else { throw IndexRefusal.heldApart }
    }

    /// Ends a link and links the record to another index, with its blocks.
    func move(_ link: Link, to index: IndexNumber, by reviewer: OperatorID, _ reader: RecordReader) throws {
        let moved = Link(
            record: link.record,
            firstVersion: link.firstVersion,
            number: link.number + 1,
            index: index,
            origin: .reviewer,
            decidedBy: reviewer,
            reasons: .person,
            validFrom: now
        )
        try store.index.end(link, at: now)
        try store.index.add(moved)
        let live = LiveLink(survivor: index, index: index, record: link.record, firstVersion: link.firstVersion)
        var blocks: Set<Int64> = []
        for record in try reader.records(live.statements, in: store).values {
            blocks.formUnion(try store.index.blind(record.blockKeys))
        }
        try store.index.add(blocks.sorted(), of: index)
        try trim(blocks, of: link.index, reader: reader)
    }

    /// Holds an index apart from a person, and from the index of that person which it had to do with, so that it stays
    /// apart from both if a merge of them is taken back.
    func part(
        _ index: IndexNumber,
        from person: IndexNumber,
        _ other: IndexNumber,
        by reviewer: OperatorID
    ) throws {
        for number in Set([person, other]) where number != index {
            try store.indexReviews.holdApart(index, number, by: reviewer, at: now)
        }
        try settleReviews(naming: group(of: self.person(index)))
    }
}

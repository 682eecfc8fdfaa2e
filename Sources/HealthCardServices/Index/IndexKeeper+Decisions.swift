import HealthCardDomain

/// What people decide, each inside its transaction.
extension IndexKeeper {
    /// Takes a record out of its person.
    func unlink(_ id: SourceRecordID, by reviewer: OperatorID, _ reader: RecordReader) throws -> IndexNumber {
        let link = try link(of: id)
        let person = try person(link.index)
        guard try store.index.liveLinks(of: [person], limit: 2).count > 1 else { throw IndexRefusal.onlyRecord }
        let index = try store.index.open(for: link.record.number, at: now)
        try move(link, to: index, by: reviewer, reader)
        try store.index.note(.unlink, of: person, record: link.record.number, other: index, at: now)
        // The record was one of those that earlier decisions held apart from others.
        for other in try store.indexReviews.apart(from: person) {
            try store.indexReviews.holdApart(index, other, by: reviewer, at: now)
        }
        try part(index, from: person, link.index, by: reviewer)
        return index
    }

    /// Moves a record to a person.
    ///
    /// - Returns: the persons it left and came to.
    @discardableResult
    func link(
        _ id: SourceRecordID,
        to number: IndexNumber,
        by reviewer: OperatorID,
        _ reader: RecordReader
    ) throws -> [IndexNumber] {
        let link = try link(of: id)
        let (from, to) = (try person(link.index), try person(number))
        try requireMergeable(from, to)
        if try store.index.liveLinks(of: [from], limit: 2).count == 1 {
            try merge(from, into: to, record: link.record.number, by: reviewer, .person)
            return [from, to]
        }
        try move(link, to: to, by: reviewer, reader)
        try store.index.note(.unlink, of: from, record: link.record.number, other: to, at: now)
        try store.index.note(.link, of: to, record: link.record.number, other: from, at: now)
        try part(to, from: from, link.index, by: reviewer)
        return [from, to]
    }

    /// Merges the person of one index into that of another.
    ///
    /// - Returns: both persons.
    @discardableResult
    func merge(_ number: IndexNumber, into other: IndexNumber, by reviewer: OperatorID) throws -> [IndexNumber] {
        let (from, to) = (try person(number), try person(other))
        try requireMergeable(from, to)
        try merge(from, into: to, record: nil, by: reviewer, .person)
        return [from, to]
    }

    /// Takes the merge of an index back.
    ///
    /// - Returns: the merge as it was.
    @discardableResult
    func unmerge(_ number: IndexNumber, by reviewer: OperatorID, holdingApart: Bool) throws -> IndexMerge {
        let before = try person(number)
        guard let merge = try store.index.merge(of: number) else { throw IndexRefusal.notMerged }
        try unmerge(number, by: reviewer)
        if holdingApart { try part(number, from: before, merge.into, by: reviewer) }
        return merge
    }

    /// Says that two persons are not the same.
    func holdApart(_ one: IndexNumber, _ other: IndexNumber, by reviewer: OperatorID) throws {
        let (first, second) = (try person(one), try person(other))
        guard first != second else { throw IndexRefusal.sameIndex }
        try part(one, from: second, other, by: reviewer)
    }

    /// Takes back that two persons are not the same.
    func withdrawApart(_ one: IndexNumber, _ other: IndexNumber, by reviewer: OperatorID) throws {
        let (first, second) = (try person(one), try person(other))
        let count = try store.indexReviews.withdrawApart(first, second, by: reviewer, at: now)
        guard count > 0 else { throw IndexRefusal.notHeldApart }
        try settleReviews(naming: group(of: first))
    }
}

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

    /// Answers a review: `same` merges the younger person into the older, `notSame` holds them apart for ever.
    func decide(_ review: IndexReview, _ verdict: ReviewVerdict, by reviewer: OperatorID) throws {
        let (one, other) = (try person(review.lower), try person(review.higher))
        try store.indexReviews.decide(review, verdict, by: reviewer, at: now)
        switch verdict {
        case .same:
            let (older, younger) = (min(one, other), max(one, other))
            try merge(younger, into: older, record: review.record, by: reviewer, review.reasons)
        case .notSame:
            try part(review.lower, from: other, review.higher, by: reviewer)
        }
    }

    /// Takes the answer of a review back, with what it did and nothing else: the review is open again, or settled by
    /// what was decided since.
    ///
    /// - Throws: `ReviewRefusal.undoTooLate` where what it did was taken back before.
    func takeBack(_ review: IndexReview, by reviewer: OperatorID) throws {
        guard let verdict = review.verdict, let decider = review.decidedBy, let at = review.decidedAt else {
            throw ReviewRefusal.undoTooLate
        }
        let (lower, higher) = (try person(review.lower), try person(review.higher))
        let asked = try store.indexReviews.undecided(naming: [review.lower])
        guard !asked.contains(where: { $0.lower == review.lower && $0.higher == review.higher }) else {
            throw ReviewRefusal.undoTooLate
        }
        try store.indexReviews.reopen(review)
        switch verdict {
        case .same:
            let merged = try group(of: lower).first { index in
                guard let merge = try store.index.merge(of: index) else { return false }
                return merge.decidedBy == decider && merge.mergedAt == at && merge.record == review.record
            }
            guard let merged else { throw ReviewRefusal.undoTooLate }
            try unmerge(merged, by: reviewer)
        case .notSame:
            let count = try store.indexReviews.withdrawApart(
                naming: review.lower,
                decidedBy: decider,
                decidedAt: at,
                now
            )
            guard count > 0 else { throw ReviewRefusal.undoTooLate }
            try settleReviews(naming: group(of: lower) + group(of: higher))
        }
    }
}

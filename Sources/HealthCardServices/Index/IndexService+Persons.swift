package import HealthCardDomain

/// What people decide about persons and their records. Every decision stands until a person takes it back.
extension IndexService {
    /// Takes a record out of its person: it gets an index of its own, which the machine never joins with that person again.
    ///
    /// - Returns: the new index.
    /// - Throws: `IndexRefusal.recordUnknown`, `.onlyRecord`.
    package func unlink(_ id: SourceRecordID, by reviewer: OperatorID) async throws -> IndexNumber {
        try await writing { store, reader, now in
            let keeper = IndexKeeper(store: store, now: now)
            let link = try keeper.link(of: id)
            let person = try keeper.person(link.index)
            guard try store.index.liveLinks(of: [person], limit: 2).count > 1 else { throw IndexRefusal.onlyRecord }
            let index = try store.index.open(for: link.record.number, at: now)
            try keeper.move(link, to: index, by: reviewer, reader)
            try store.index.note(.unlink, of: person, record: link.record.number, other: index, at: now)
            // The record was one of those that earlier decisions held apart from others.
            for other in try store.indexReviews.apart(from: person) {
                try store.indexReviews.holdApart(index, other, by: reviewer, at: now)
            }
            try keeper.part(index, from: person, link.index, by: reviewer)
            return index
        }
    }

    /// Moves a record to a person. Where it is all that its own person has, the persons are merged.
    ///
    /// - Throws: `IndexRefusal.recordUnknown`, `.indexUnknown`, `.sameIndex`, `.heldApart`.
    package func link(_ id: SourceRecordID, to number: IndexNumber, by reviewer: OperatorID) async throws {
        try await writing { store, reader, now in
            let keeper = IndexKeeper(store: store, now: now)
            let link = try keeper.link(of: id)
            let (from, to) = (try keeper.person(link.index), try keeper.person(number))
            try keeper.requireMergeable(from, to)
            if try store.index.liveLinks(of: [from], limit: 2).count == 1 {
                try keeper.merge(from, into: to, record: link.record.number, by: reviewer, .person)
                return
            }
            try keeper.move(link, to: to, by: reviewer, reader)
            try store.index.note(.unlink, of: from, record: link.record.number, other: to, at: now)
            try store.index.note(.link, of: to, record: link.record.number, other: from, at: now)
            try keeper.part(to, from: from, link.index, by: reviewer)
        }
    }

    /// Merges a person into another; the first's number answers with the other's for ever.
    ///
    /// - Throws: `IndexRefusal.indexUnknown`, `.sameIndex`, `.heldApart`.
    package func merge(_ number: IndexNumber, into other: IndexNumber, by reviewer: OperatorID) async throws {
        try await writing { store, _, now in
            let keeper = IndexKeeper(store: store, now: now)
            let (from, to) = (try keeper.person(number), try keeper.person(other))
            try keeper.requireMergeable(from, to)
            try keeper.merge(from, into: to, record: nil, by: reviewer, .person)
        }
    }

    /// Takes the merge of an index back, exactly: records, blocks, reviews and whatever was merged into it before are as
    /// if it had not been. The two are held apart from then on.
    ///
    /// - Parameter holdingApart: `false` where the merge was a slip and the engine may judge again.
    /// - Throws: `IndexRefusal.indexUnknown`, `.notMerged`.
    package func unmerge(_ number: IndexNumber, by reviewer: OperatorID, holdingApart: Bool = true) async throws {
        try await writing { store, _, now in
            let keeper = IndexKeeper(store: store, now: now)
            let before = try keeper.person(number)
            guard let merge = try store.index.merge(of: number) else { throw IndexRefusal.notMerged }
            try keeper.unmerge(number, by: reviewer)
            if holdingApart { try keeper.part(number, from: before, merge.into, by: reviewer) }
        }
    }

    /// Says that two persons are not the same, for ever and whatever is merged into them.
    ///
    /// - Throws: `IndexRefusal.indexUnknown`, `.sameIndex`.
    package func holdApart(_ one: IndexNumber, _ other: IndexNumber, by reviewer: OperatorID) async throws {
        try await writing { store, _, now in
            let keeper = IndexKeeper(store: store, now: now)
            let (first, second) = (try keeper.person(one), try keeper.person(other))
            guard first != second else { throw IndexRefusal.sameIndex }
            try keeper.part(one, from: second, other, by: reviewer)
        }
    }

    /// Takes back that two persons are not the same.
    ///
    /// - Throws: `IndexRefusal.indexUnknown`, `.notHeldApart`.
    package func withdrawApart(_ one: IndexNumber, _ other: IndexNumber, by reviewer: OperatorID) async throws {
        try await writing { store, _, now in
            let keeper = IndexKeeper(store: store, now: now)
            let (first, second) = (try keeper.person(one), try keeper.person(other))
            let count = try store.indexReviews.withdrawApart(first, second, by: reviewer, at: now)
            guard count > 0 else { throw IndexRefusal.notHeldApart }
            try keeper.settleReviews(naming: keeper.group(of: first))
        }
    }

    /// Answers a review, whoever else was asked: `same` merges the younger person into the older, `notSame` holds them
    /// apart for ever. Reviewers answer through ``ReviewDesk``.
    ///
    /// - Throws: `IndexRefusal.reviewUnknown`, `.reviewClosed`.
    package func decideReview(_ id: Int64, _ verdict: ReviewVerdict, by reviewer: OperatorID) async throws {
        try await writing { store, _, now in
            let keeper = IndexKeeper(store: store, now: now)
            guard let review = try store.indexReviews.find(id) else { throw IndexRefusal.reviewUnknown }
            guard review.state == .open else { throw IndexRefusal.reviewClosed }
            try keeper.decide(review, verdict, by: reviewer)
        }
    }
}

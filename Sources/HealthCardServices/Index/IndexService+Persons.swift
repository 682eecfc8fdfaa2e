package import HealthCardDomain

/// What people decide about persons and their records. Every decision stands until a person takes it back.
extension IndexService {
    /// Takes a record out of its person: it gets an index of its own, which the machine never joins with that person again.
    ///
    /// - Returns: the new index.
    /// - Throws: `IndexRefusal.recordUnknown`, `.onlyRecord`.
    package func unlink(_ id: SourceRecordID, by reviewer: OperatorID) async throws -> IndexNumber {
        try await writing { store, reader, now in
            try IndexKeeper(store: store, now: now).unlink(id, by: reviewer, reader)
        }
    }

    /// Moves a record to a person. Where it is all that its own person has, the persons are merged.
    ///
    /// - Throws: `IndexRefusal.recordUnknown`, `.indexUnknown`, `.sameIndex`, `.heldApart`.
    package func link(_ id: SourceRecordID, to number: IndexNumber, by reviewer: OperatorID) async throws {
        try await writing { store, reader, now in
            _ = try IndexKeeper(store: store, now: now).link(id, to: number, by: reviewer, reader)
        }
    }

    /// Merges a person into another; the first's number answers with the other's for ever.
    ///
    /// - Throws: `IndexRefusal.indexUnknown`, `.sameIndex`, `.heldApart`.
    package func merge(_ number: IndexNumber, into other: IndexNumber, by reviewer: OperatorID) async throws {
        try await writing { store, _, now in
            _ = try IndexKeeper(store: store, now: now).merge(number, into: other, by: reviewer)
        }
    }

    /// Takes the merge of an index back, exactly: records, blocks, reviews and whatever was merged into it before are as
    /// if it had not been. The two are held apart from then on.
    ///
    /// - Parameter holdingApart: `false` where the merge was a slip and the engine may judge again.
    /// - Throws: `IndexRefusal.indexUnknown`, `.notMerged`.
    package func unmerge(_ number: IndexNumber, by reviewer: OperatorID, holdingApart: Bool = true) async throws {
        try await writing { store, _, now in
            _ = try IndexKeeper(store: store, now: now).unmerge(number, by: reviewer, holdingApart: holdingApart)
        }
    }

    /// Says that two persons are not the same, for ever and whatever is merged into them.
    ///
    /// - Throws: `IndexRefusal.indexUnknown`, `.sameIndex`.
    package func holdApart(_ one: IndexNumber, _ other: IndexNumber, by reviewer: OperatorID) async throws {
        try await writing { store, _, now in
            try IndexKeeper(store: store, now: now).holdApart(one, other, by: reviewer)
        }
    }

    /// Takes back that two persons are not the same.
    ///
    /// - Throws: `IndexRefusal.indexUnknown`, `.notHeldApart`.
    package func withdrawApart(_ one: IndexNumber, _ other: IndexNumber, by reviewer: OperatorID) async throws {
        try await writing { store, _, now in
            try IndexKeeper(store: store, now: now).withdrawApart(one, other, by: reviewer)
        }
    }

    /// Answers a review: `same` merges the younger person into the older, `notSame` holds them apart for ever.
    ///
    /// - Throws: `IndexRefusal.reviewUnknown`, `.reviewClosed`.
    package func decideReview(_ id: Int64, _ verdict: ReviewVerdict, by reviewer: OperatorID) async throws {
        try await writing { store, _, now in
            let keeper = IndexKeeper(store: store, now: now)
            guard let review = try store.indexReviews.find(id) else { throw IndexRefusal.reviewUnknown }
            guard review.state == .open else { throw IndexRefusal.reviewClosed }
            let (one, other) = (try keeper.person(review.lower), try keeper.person(review.higher))
            try store.indexReviews.decide(id, verdict, by: reviewer, at: now)
            switch verdict {
            case .same:
                let (older, younger) = (min(one, other), max(one, other))
                try keeper.merge(younger, into: older, record: review.record, by: reviewer, review.reasons)
            case .notSame:
                try keeper.part(review.lower, from: other, review.higher, by: reviewer)
            }
        }
    }
}

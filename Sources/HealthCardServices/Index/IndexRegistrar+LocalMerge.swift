import HealthCardDomain
import Matching

/// Two local ids of one authority that it says are one patient's (HL7 v2.5 `A40`; IHE ITI-104, resolve duplicate).
extension IndexRegistrar {
    /// Merges a local id into another one: the prior record goes on speaking for the person, and its local id is answered
    /// with the surviving one. Where the two are two persons so far, these are merged, unless something stands against it.
    ///
    /// - Throws: `IndexRefusal.recordUnknown`, `.recordMerged`, `.sameIndex` for one local id named twice, `.heldApart`.
    func merge(
        _ prior: SourceRecordID,
        into surviving: SourceRecordID,
        by reviewer: OperatorID,
        _ check: any MergeCheck
    ) throws -> LocalMergeAnswer {
        let views = IndexViews(store: store)
        let (kept, keptLink) = try FieldRefusal.pinning("surviving_local_id") {
            let found = try views.linked(surviving)
            guard found.record.mergedInto == nil else { throw IndexRefusal.recordMerged }
            return found
        }
        let (gone, goneLink) = try FieldRefusal.pinning("prior_local_id") { try views.linked(prior) }
        guard gone.number != kept.number else { throw IndexRefusal.sameIndex }
        let (from, to) = (try keeper.person(goneLink.index), try keeper.person(keptLink.index))
        if let before = gone.mergedInto {
            guard before == kept.number else { throw FieldRefusal(.sourceRecordMerged, field: "prior_local_id") }
            return LocalMergeAnswer(outcome: .unchanged, index: to)
        }
        if from == to {
            try store.index.note(.update, of: to, record: gone.number, other: nil, at: now)
        } else {
            guard try store.indexReviews.apart(among: [from, to].sorted()).isEmpty else { throw IndexRefusal.heldApart }
            let isForbidden = try check.forbids(from, into: to, in: store) || areParted(from, to)
            if isForbidden {
                let review = try ask(from, to, about: goneLink.record, and: keptLink.record)
                return LocalMergeAnswer(outcome: .waits, index: to, review: review)
            }
            try keeper.merge(from, into: to, record: gone.number, by: reviewer, .institution(gone.authority))
        }
        try store.sourceRecords.merge(gone.number, into: kept.number)
        return LocalMergeAnswer(outcome: .merged, index: to)
    }

    /// Whether two records of the persons forbid for good that both are one.
    private func areParted(_ one: IndexNumber, _ other: IndexNumber) throws -> Bool {
        let count = try store.index.personCount()
        let (left, right) = (try records(of: one), try records(of: other))
        return left.contains { one in
            right.contains { other in engine.compare(one, other, persons: count).vetoes.contains(where: \.isFinal) }
        }
    }

    private func records(of person: IndexNumber) throws -> [MatchRecord] {
        let limit = MatchEngine.recordsRead
        let statements = try store.index.liveLinks(of: [person], limit: limit).flatMap(\.statements).prefix(limit)
        return Array(try reader.records(Array(statements), in: store).values)
    }

    /// Asks a person whether both are one; not twice.
    private func ask(
        _ one: IndexNumber,
        _ other: IndexNumber,
        about record: RecordReference,
        and otherRecord: RecordReference
    ) throws -> Int64 {
        let (ours, theirs) = (Set(try keeper.group(of: one)), try keeper.group(of: other))
        let asked = try store.indexReviews.undecided(naming: theirs).first { review in
            ours.contains(review.lower) || ours.contains(review.higher)
        }
        if let asked { return asked.id }
        let records = try reader.records([record, otherRecord], in: store)
        guard let left = records[record], let right = records[otherRecord] else {
            throw MissingRow(table: "source_records")
        }
        let explanation = engine.compare(left, right, persons: try store.index.personCount())
        return try store.indexReviews.add(
            IndexReview(
                between: one,
                and: other,
                record: record.number,
                otherRecord: otherRecord.number,
                weight: DecisionReasons.thousandths(explanation.weight),
                probability: DecisionReasons.millionths(explanation.probability),
                reasons: DecisionReasons(explanation),
                openedAt: now
            )
        )
    }
}

import Foundation
import HealthCardDomain
import Matching

/// Changes of persons inside one transaction, whoever decided them: each with its history, its events, its blocks and the
/// state of the reviews that it touches.
struct IndexKeeper {
    let store: any Repositories
    let now: Date

    /// The person that an index belongs to today.
    func person(_ number: IndexNumber) throws -> IndexNumber {
        guard let found = try store.index.find(number) else { throw IndexRefusal.indexUnknown }
        return found.survivor
    }

    /// The index of a person and all that were merged into it.
    func group(of survivor: IndexNumber) throws -> [IndexNumber] {
        [survivor] + (try store.index.members(of: survivor).map(\.number))
    }

    /// Links a new record.
    func link(
        _ record: RecordReference,
        to index: IndexNumber,
        _ origin: LinkOrigin,
        _ reasons: DecisionReasons
    ) throws {
        try store.index.add(
            Link(
                record: record,
                firstVersion: record.version,
                number: 1,
                index: index,
                origin: origin,
                decidedBy: nil,
                reasons: reasons,
                validFrom: now
            )
        )
    }

    /// Merges a person into another. Nothing but redirects changes, so that taking it back is exact.
    func merge(
        _ index: IndexNumber,
        into survivor: IndexNumber,
        record: SourceRecordNumber?,
        by reviewer: OperatorID?,
        _ reasons: DecisionReasons
    ) throws {
        try store.index.add(
            IndexMerge(
                index: index,
                into: survivor,
                record: record,
                decidedBy: reviewer,
                reasons: reasons,
                mergedAt: now
            )
        )
        try store.index.redirect(index, into: survivor, survivor: survivor)
        try store.index.note(.merge, of: index, record: record, other: survivor, at: now)
        try store.index.note(.merge, of: survivor, record: record, other: index, at: now)
        // What one side was held apart from, the other is now too.
        try settleReviews(naming: group(of: survivor))
    }

    /// Takes a merge back: the index stands for itself again, with all that was merged into it.
    func unmerge(_ index: IndexNumber, by reviewer: OperatorID) throws {
        guard let merge = try store.index.merge(of: index), let found = try store.index.find(index) else {
            throw IndexRefusal.notMerged
        }
        let moved = Self.subtree(of: index, in: try store.index.members(of: found.survivor))
        try store.index.restore(index, with: moved)
        try store.index.end(merge, by: reviewer, at: now)
        // Where an institution merged its local ids, the one that went is one of its own again.
        if let record = merge.record, merge.reasons.isInstitutions { try store.sourceRecords.unmerge(record) }
        try store.index.note(.unmerge, of: index, record: nil, other: found.survivor, at: now)
        try store.index.note(.unmerge, of: found.survivor, record: nil, other: index, at: now)
        try settleReviews(naming: [index] + moved + group(of: found.survivor))
    }

    /// Opens every undecided review of these indexes whose two sides are two persons with records, not held apart, and
    /// settles the others: a function of what is linked, merged and held apart, so that undoing those undoes this.
    func settleReviews(naming indexes: [IndexNumber]) throws {
        for review in try store.indexReviews.undecided(naming: indexes) {
            let (one, other) = (try person(review.lower), try person(review.higher))
            let isOpen =
                try one != other && store.indexReviews.apart(among: [one, other].sorted()).isEmpty
                && hasRecords(one) && hasRecords(other)
            let state: ReviewState = isOpen ? .open : .settled
            if state != review.state { try store.indexReviews.save(state, of: review.id) }
        }
    }

    /// Whether a person has a live record. One that has none is nobody to be compared with.
    private func hasRecords(_ person: IndexNumber) throws -> Bool {
        try !store.index.liveLinks(of: [person], limit: 1).isEmpty
    }

    /// Takes away the blocks of an index that none of its live records has any more.
    ///
    /// - Parameter blocks: those that may be gone.
    func trim(_ blocks: Set<Int64>, of index: IndexNumber, reader: RecordReader) throws {
        guard !blocks.isEmpty else { return }
        let left = try store.index.liveLinks(naming: index).flatMap(\.statements)
        var kept: Set<Int64> = []
        for record in try reader.records(left, in: store).values {
            kept.formUnion(try store.index.blind(record.blockKeys))
        }
        try store.index.remove(blocks.subtracting(kept).sorted(), of: index)
    }

    /// The indexes that lead to `root` and beyond it to wherever it leads.
    private static func subtree(of root: IndexNumber, in members: [IndexPerson]) -> [IndexNumber] {
        var found: [IndexNumber] = []
        var level: Set<IndexNumber> = [root]
        while !level.isEmpty {
            let next = members.filter { $0.retiredInto.map(level.contains) ?? false }.map(\.number)
            found += next
            level = Set(next)
        }
        return found.sorted()
    }
}

package import Foundation
package import HealthCardDomain
package import Matching

/// Main indexes: who is whom, which records are linked, what was merged, and the events that tell of it.
package protocol IndexRepository {
    /// What this transaction changed until now, and perhaps what others did that share its commit.
    var changes: IndexChanges { get }
    /// All that was committed after an event, and that this transaction changed until now, perhaps with what others did that share
    /// its commit; `nil` where that is not known, which is always possible.
    func changes(since event: Int64) throws -> [ChangeSet]?
    /// The number of the newest event; 0 where there is none.
    func lastEvent() throws -> Int64
    /// About how many indexes there are; counted in steps, see ``open(for:at:)``.
    func personCount() throws -> Int
    /// Opens an index for a record, with its event.
    func open(for record: SourceRecordNumber, at instant: Date) throws -> IndexNumber
    func find(_ number: IndexNumber) throws -> IndexPerson?
    /// The indexes that lead to a survivor, itself not among them, by number.
    func members(of survivor: IndexNumber) throws -> [IndexPerson]
    /// Counts an index's version up and adds the event of it, which is laid out for the subscribers whom it concerns now
    /// (``SubscriptionRepository``): a merge is noted after its redirect, an unlink after the record has its new link.
    func note(
        _ kind: IndexEventKind,
        of number: IndexNumber,
        record: SourceRecordNumber?,
        other: IndexNumber?,
        at instant: Date
    ) throws

    /// The indexes under blocks; of each block at most one more than its cap.
    func members(under blocks: [BlindBlock]) throws -> [BlockMember]
    /// How many indexes lie under a block, counted up to a limit; those that were merged count each.
    func memberCount(under block: BlindBlock, limit: Int) throws -> Int
    /// The blocks of a stored record's keys, each at the position of its key.
    func blocks(of keys: [BlockKey]) throws -> [BlindBlock]
    /// Their numbers.
    func blind(_ keys: [BlockKey]) throws -> [Int64]
    /// Those of some blocks under which an index is.
    func blocks(of number: IndexNumber, among blocks: [Int64]) throws -> [Int64]
    /// Puts an index under blocks; where it is under one, nothing changes.
    func add(_ blocks: [Int64], of number: IndexNumber) throws
    func remove(_ blocks: [Int64], of number: IndexNumber) throws

    /// The live links of persons, by record; of each person at most `limit`.
    func liveLinks(of survivors: [IndexNumber], limit: Int) throws -> [LiveLink]
    /// The live links that name just this index, by record.
    func liveLinks(naming index: IndexNumber) throws -> [LiveLink]
    /// The live link of a record.
    func link(of record: SourceRecordNumber) throws -> Link?
    /// The last link of a record, live or ended.
    func newestLink(of record: SourceRecordNumber) throws -> Link?
    /// All links of a record, the oldest first; at most 1,000.
    func links(of record: SourceRecordNumber) throws -> [Link]
    /// Adds a link.
    ///
    /// - Throws: `StorageConflict.linkTaken` where the record has a live one.
    func add(_ link: Link) throws
    /// Ends a live link.
    ///
    /// - Throws: `StorageConflict.linkTaken` where it is not live.
    func end(_ link: Link, at instant: Date) throws

    /// Sends an index on to another, with everything that leads to it.
    ///
    /// - Parameters:
    ///   - index: stands for itself now.
    ///   - into: its new neighbour.
    ///   - survivor: of `into`.
    func redirect(_ index: IndexNumber, into: IndexNumber, survivor: IndexNumber) throws
    /// Lets an index stand for itself again.
    ///
    /// - Parameter members: the indexes that lead to it.
    func restore(_ index: IndexNumber, with members: [IndexNumber]) throws
    /// Indexes that lead elsewhere, with their survivors, by number.
    func redirects(after index: IndexNumber?, limit: Int) throws -> [(index: IndexNumber, survivor: IndexNumber)]
    func add(_ merge: IndexMerge) throws
    /// The merge that an index is in now.
    func merge(of index: IndexNumber) throws -> IndexMerge?
    /// All merges that an index took part in, the oldest first; at most 1,000.
    func merges(of index: IndexNumber) throws -> [IndexMerge]
    func end(_ merge: IndexMerge, by reviewer: OperatorID, at instant: Date) throws

    /// All events of an index, the oldest first; at most 1,000.
    func events(of index: IndexNumber) throws -> [IndexEvent]
}

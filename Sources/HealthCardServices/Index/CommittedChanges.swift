import HealthCardDomain

/// What a committed transaction changed, and where it stands in the order of events.
struct CommittedChanges: Sendable {
    /// The newest event before it, and at its end.
    let events: (before: Int64, last: Int64)
    let blocks: Set<Int64>
    let indexes: Set<IndexNumber>

    /// - Parameter before: the newest event when the transaction began.
    init(of index: any IndexRepository, after before: Int64) throws {
        events = (before, try index.lastEvent())
        (blocks, indexes) = (index.changes.blocks, index.changes.indexes)
    }
}

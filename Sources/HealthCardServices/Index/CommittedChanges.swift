import HealthCardDomain

/// What a committed transaction changed, and where it stands in the order of events.
struct CommittedChanges: Sendable {
    /// The newest event before it, and at its end.
    let events: (before: Int64, last: Int64)
    let set: ChangeSet

    /// - Parameter before: the newest event when the transaction began.
    init(of index: any IndexRepository, after before: Int64) throws {
        events = (before, try index.lastEvent())
        set = index.changes.set
    }
}

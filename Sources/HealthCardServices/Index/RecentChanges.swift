import Synchronization

/// What the last few committed transactions of one writer changed, for an engine that numbers events in the order of commits
/// (``Storage/numbersEventsInOrder``). A transaction of anybody else between them is a gap.
package final class RecentChanges: Sendable {
    /// What one of them changed, and where it stands in the order of events.
    private struct Entry {
        /// The newest event before it, and at its end.
        let (before, last): (Int64, Int64)
        let set: ChangeSet
    }

    private static let limit = 8

    private let recent = Mutex<[Entry]>([])

    package init() {}

    /// Notes a transaction that was committed.
    ///
    /// - Parameters:
    ///   - before: the newest event when it began.
    ///   - last: the newest event at its end.
    package func add(_ set: ChangeSet, after before: Int64, to last: Int64) {
        recent.withLock { recent in
            if recent.count == Self.limit { recent.removeFirst() }
            recent.append(Entry(before: before, last: last, set: set))
        }
    }

    /// All that changed after one event and up to another; `nil` where that is not known.
    package func between(_ first: Int64, _ last: Int64) -> [ChangeSet]? {
        var found: [ChangeSet] = []
        var event = first
        for entry in recent.withLock({ $0 }) where entry.before == event && event < last {
            found.append(entry.set)
            event = entry.last
        }
        return event == last ? found : nil
    }
}

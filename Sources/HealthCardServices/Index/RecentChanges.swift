import Synchronization

/// The changes of the last few transactions of this service.
///
/// Only where events are numbered in the order of commits (``Storage/numbersEventsInOrder``) do they say what happened
/// between two events: a transaction of anybody else between them is a gap.
final class RecentChanges: Sendable {
    private static let limit = 8

    private let recent = Mutex<[CommittedChanges]>([])

    func add(_ changes: CommittedChanges) {
        recent.withLock { recent in
            if recent.count == Self.limit { recent.removeFirst() }
            recent.append(changes)
        }
    }

    /// All that changed after one event and up to another; `nil` where that is not known.
    func between(_ first: Int64, _ last: Int64) -> [ChangeSet]? {
        var found: [ChangeSet] = []
        var event = first
        for changes in recent.withLock({ $0 }) where changes.events.before == event && event < last {
            found.append(changes.set)
            event = changes.events.last
        }
        return event == last ? found : nil
    }
}

package import HealthCardDomain

/// What one transaction changed of that on which decisions rest: whatever else it found of the index still holds.
package final class IndexChanges {
    package private(set) var set = ChangeSet()
    /// The first event that was added.
    package private(set) var firstEvent: Int64?
    /// What was committed before; `nil` where nobody keeps it.
    package let recent: RecentChanges?
    private var opened: Set<IndexNumber> = []

    package init(after recent: RecentChanges? = nil) { self.recent = recent }

    /// Notes blocks under which an index came or went.
    package func note(_ blocks: some Sequence<Int64>) { set.blocks.formUnion(blocks) }

    /// Notes an index that has a new version, and what happened to it.
    package func note(_ index: IndexNumber, _ kind: IndexEventKind) {
        set.indexes.insert(index)
        if kind == .create { opened.insert(index) }
        if kind == .merge || kind == .unmerge { set.redirected.insert(index) }
    }

    /// Notes the number of an event that was added.
    package func note(event: Int64) { firstEvent = min(firstEvent ?? event, event) }

    /// Whether an index was opened in this transaction, and stands for itself.
    func isNew(_ index: IndexNumber) -> Bool { opened.contains(index) && !set.redirected.contains(index) }
}

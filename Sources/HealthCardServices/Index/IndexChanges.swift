package import HealthCardDomain

/// What one transaction changed of that on which decisions rest: whatever else it found of the index still holds.
package final class IndexChanges {
    package private(set) var set = ChangeSet()
    private var opened: Set<IndexNumber> = []

    package init() {}

    /// Notes blocks under which an index came or went.
    package func note(_ blocks: some Sequence<Int64>) { set.blocks.formUnion(blocks) }

    /// Notes an index that has a new version, and what happened to it.
    package func note(_ index: IndexNumber, _ kind: IndexEventKind) {
        set.indexes.insert(index)
        if kind == .create { opened.insert(index) }
        if kind == .merge || kind == .unmerge { set.redirected.insert(index) }
    }

    /// Whether an index was opened in this transaction, and stands for itself.
    func isNew(_ index: IndexNumber) -> Bool { opened.contains(index) && !set.redirected.contains(index) }
}

package import HealthCardDomain

/// What one transaction changed of that on which decisions rest: whatever else it found of the index still holds.
package final class IndexChanges {
    package private(set) var set = ChangeSet()

    package init() {}

    /// Notes blocks under which an index came or went.
    package func note(_ blocks: some Sequence<Int64>) { set.blocks.formUnion(blocks) }

    /// Notes an index that has a new version, and what happened to it.
    package func note(_ index: IndexNumber, _ kind: IndexEventKind) {
        set.indexes.insert(index)
        if kind == .merge || kind == .unmerge { set.redirected.insert(index) }
    }
}

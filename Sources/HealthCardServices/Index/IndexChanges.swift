package import HealthCardDomain

/// What one transaction changed of that on which decisions rest: whatever else it found of the index still holds.
package final class IndexChanges {
    package private(set) var blocks: Set<Int64> = []
    package private(set) var indexes: Set<IndexNumber> = []

    package init() {}

    /// Notes blocks under which an index came or went.
    package func note(_ blocks: some Sequence<Int64>) { self.blocks.formUnion(blocks) }

    /// Notes an index that has a new version.
    package func note(_ index: IndexNumber) { indexes.insert(index) }
}

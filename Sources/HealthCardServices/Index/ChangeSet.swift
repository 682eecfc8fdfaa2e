package import HealthCardDomain

/// What changed of that on which decisions rest.
package struct ChangeSet: Sendable {
    /// Blocks under which an index came or went.
    package var blocks: Set<Int64> = []
    /// Indexes that have a new version.
    package var indexes: Set<IndexNumber> = []
    /// Those of them that were merged or un-merged, on both sides: what led to one may lead elsewhere.
    package var redirected: Set<IndexNumber> = []

    package init() {}
}

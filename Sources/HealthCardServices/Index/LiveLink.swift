package import HealthCardDomain

/// A live link as matching reads it.
package struct LiveLink: Sendable, Equatable {
    /// The person of today.
    package let survivor: IndexNumber
    /// The index that the link names: the person's own, or one that was merged into it.
    package let index: IndexNumber
    package let record: RecordReference

    package init(survivor: IndexNumber, index: IndexNumber, record: RecordReference) {
        self.survivor = survivor
        self.index = index
        self.record = record
    }
}

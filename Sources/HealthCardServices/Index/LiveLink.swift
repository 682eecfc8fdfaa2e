package import HealthCardDomain

/// A live link as matching reads it.
package struct LiveLink: Sendable, Equatable {
    /// The person of today.
    package let survivor: IndexNumber
    /// The index that the link names: the person's own, or one that was merged into it.
    package let index: IndexNumber
    /// The newest version.
    package let record: RecordReference
    /// From which version on the record speaks for the person.
    package let firstVersion: Int

    package init(survivor: IndexNumber, index: IndexNumber, record: RecordReference, firstVersion: Int) {
        self.survivor = survivor
        self.index = index
        self.record = record
        self.firstVersion = firstVersion
    }

    /// All versions that speak for the person, the oldest first.
    package var statements: [RecordReference] {
        if firstVersion == record.version { return [record] }
        return (firstVersion...record.version).map { RecordReference(number: record.number, version: $0) }
    }
}

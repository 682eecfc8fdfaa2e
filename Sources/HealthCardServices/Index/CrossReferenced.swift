package import HealthCardDomain

/// Under which local ids a person is known.
package struct CrossReferenced: Sendable, Equatable {
    /// The person of today.
    package let index: IndexNumber
    /// By authority and local id.
    package let identifiers: [SourceRecordID]

    package init(index: IndexNumber, identifiers: [SourceRecordID]) {
        self.index = index
        self.identifiers = identifiers
    }
}

package import HealthCardDomain

/// A page of an authority's overdue registrations.
package struct OverduePage: Sendable, Equatable {
    package let records: [OverdueRecord]
    /// Behind which record the next page begins; `nil` at the end.
    package let next: SourceRecordNumber?

    package init(records: [OverdueRecord], next: SourceRecordNumber?) {
        self.records = records
        self.next = next
    }
}

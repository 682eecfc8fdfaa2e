package import Foundation
package import HealthCardDomain

/// What happened to an index: one event for each of its versions, sent to those who subscribe.
package struct IndexEvent: Sendable, Equatable {
    /// Given by the database.
    package let id: Int64
    package let index: IndexNumber
    package let version: Int
    package let kind: IndexEventKind
    package let record: SourceRecordNumber?
    /// The index that was merged in or taken out again, or into which this one went.
    package let other: IndexNumber?
    package let at: Date

    package init(
        id: Int64,
        index: IndexNumber,
        version: Int,
        kind: IndexEventKind,
        record: SourceRecordNumber?,
        other: IndexNumber?,
        at: Date
    ) {
        self.id = id
        self.index = index
        self.version = version
        self.kind = kind
        self.record = record
        self.other = other
        self.at = at
    }
}

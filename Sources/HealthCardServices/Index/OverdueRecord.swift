package import Foundation
package import HealthCardDomain

/// A registration that should say by now who the person is, and nobody else says it either.
package struct OverdueRecord: Sendable, Equatable {
    package let number: SourceRecordNumber
    package let id: SourceRecordID
    package let version: Int
    package let kind: PersonKind
    /// When it became what it is.
    package let since: Date
    /// The person of today.
    package let index: IndexNumber

    package init(
        number: SourceRecordNumber,
        id: SourceRecordID,
        version: Int,
        kind: PersonKind,
        since: Date,
        index: IndexNumber
    ) {
        self.number = number
        self.id = id
        self.version = version
        self.kind = kind
        self.since = since
        self.index = index
    }
}

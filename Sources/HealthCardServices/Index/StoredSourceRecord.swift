package import Foundation
package import HealthCardDomain

/// A source record as a transaction finds it, without what is sealed.
package struct StoredSourceRecord: Sendable, Equatable {
    /// That a record does not say who the person is.
    package struct Provisional: Sendable, Equatable {
        package let kind: PersonKind
        package let since: Date

        package init(kind: PersonKind, since: Date) {
            self.kind = kind
            self.since = since
        }
    }

    package let number: SourceRecordNumber
    package let authority: AssigningAuthority
    /// By which it is found: 16 bytes.
    package let place: [UInt8]
    /// Counts from 1 with every change of its content.
    package let version: Int
    /// Its authority took it back; it is linked to nobody until it is registered again.
    package let isWithdrawn: Bool
    /// The record under whose local id the authority goes on, where it merged the two.
    package let mergedInto: SourceRecordNumber?
    /// `nil` where its newest version says who the person is.
    package let provisional: Provisional?

    package init(
        number: SourceRecordNumber,
        authority: AssigningAuthority,
        place: [UInt8],
        version: Int,
        isWithdrawn: Bool = false,
        mergedInto: SourceRecordNumber? = nil,
        provisional: Provisional? = nil
    ) {
        self.number = number
        self.authority = authority
        self.place = place
        self.version = version
        self.isWithdrawn = isWithdrawn
        self.mergedInto = mergedInto
        self.provisional = provisional
    }
}

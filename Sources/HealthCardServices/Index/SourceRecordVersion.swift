package import Foundation
package import HealthCardDomain
package import Matching

/// What an authority said about a person at one time, opened.
package struct SourceRecordVersion: Sendable, Equatable {
    package let number: SourceRecordNumber
    package let version: Int
    package let fields: SourceFields
    package let registeredAt: Date
    /// The record under whose local id the authority goes on, where it merged the two.
    package let mergedInto: SourceRecordNumber?

    package init(
        number: SourceRecordNumber,
        version: Int,
        fields: SourceFields,
        registeredAt: Date,
        mergedInto: SourceRecordNumber? = nil
    ) {
        self.number = number
        self.version = version
        self.fields = fields
        self.registeredAt = registeredAt
        self.mergedInto = mergedInto
    }
}

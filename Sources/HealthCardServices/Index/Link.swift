package import Foundation
package import HealthCardDomain

/// A source record's belonging to an index, for a time.
package struct Link: Sendable, Equatable {
    package let record: RecordReference
    /// From which version on the record speaks for the index.
    package let firstVersion: Int
    /// Counts the links of the record, from 1.
    package let number: Int
    package let index: IndexNumber
    package let origin: LinkOrigin
    /// Who decided, where a person did.
    package let decidedBy: OperatorID?
    package let reasons: DecisionReasons
    package let validFrom: Date
    /// `nil` while it is live.
    package let validUntil: Date?

    package init(
        record: RecordReference,
        firstVersion: Int,
        number: Int,
        index: IndexNumber,
        origin: LinkOrigin,
        decidedBy: OperatorID?,
        reasons: DecisionReasons,
        validFrom: Date,
        validUntil: Date? = nil
    ) {
        precondition((origin == .reviewer) == (decidedBy != nil), "a person who decided is named")
        self.record = record
        self.firstVersion = firstVersion
        self.number = number
        self.index = index
        self.origin = origin
        self.decidedBy = decidedBy
        self.reasons = reasons
        self.validFrom = validFrom
        self.validUntil = validUntil
    }
}

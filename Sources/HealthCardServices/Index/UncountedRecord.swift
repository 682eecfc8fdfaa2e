package import Foundation
package import HealthCardDomain
package import Matching

/// A source record as it is counted: what it said when it came, and why it was linked.
package struct UncountedRecord: Sendable {
    package let number: SourceRecordNumber
    package let authority: AssigningAuthority
    package let fields: SourceFields
    package let registeredAt: Date
    package let origin: LinkOrigin
    package let reasons: DecisionReasons

    package init(
        number: SourceRecordNumber,
        authority: AssigningAuthority,
        fields: SourceFields,
        registeredAt: Date,
        origin: LinkOrigin,
        reasons: DecisionReasons
    ) {
        self.number = number
        self.authority = authority
        self.fields = fields
        self.registeredAt = registeredAt
        self.origin = origin
        self.reasons = reasons
    }
}

package import HealthCardDomain
package import Matching

/// A live record, and whom the engine would name if it were described anew: of its own person by the other records.
package struct AppraisedRecord: Sendable {
    package let record: SourceRecordNumber
    /// The best first.
    package let candidates: [GradedCandidate]
}

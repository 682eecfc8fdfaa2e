package import Foundation
package import HealthCardDomain

/// A question to a person: are these two indexes one person?
package struct IndexReview: Sendable, Equatable {
    /// Given by the database.
    package let id: Int64
    package let lower: IndexNumber
    package let higher: IndexNumber
    /// The record that raised it.
    package let record: SourceRecordNumber
    /// The record of the other index to compare it with.
    package let otherRecord: SourceRecordNumber
    /// In thousandths of a bit.
    package let weight: Int
    /// In millionths, 0 to 1,000,000.
    package let probability: Int
    /// Pairs of records that an answer is expected to join, in millionths: the probability times the pairs between both
    /// persons when the question was asked. Reviews are ranked by it.
    package let expectedYield: Int
    package let reasons: DecisionReasons
    package let state: ReviewState
    package let stage: ReviewStage
    /// Who has it before them; may have ended.
    package let claim: ReviewClaim?
    package let openedAt: Date
    package let verdict: ReviewVerdict?
    package let decidedBy: OperatorID?
    package let decidedAt: Date?

    package init(
        id: Int64 = 0,
        between one: IndexNumber,
        and other: IndexNumber,
        record: SourceRecordNumber,
        otherRecord: SourceRecordNumber,
        weight: Int,
        probability: Int,
        expectedYield: Int,
        reasons: DecisionReasons,
        state: ReviewState = .open,
        stage: ReviewStage = .first,
        claim: ReviewClaim? = nil,
        openedAt: Date,
        verdict: ReviewVerdict? = nil,
        decidedBy: OperatorID? = nil,
        decidedAt: Date? = nil
    ) {
        self.id = id
        lower = min(one, other)
        higher = max(one, other)
        self.record = record
        self.otherRecord = otherRecord
        self.weight = weight
        self.probability = probability
        self.expectedYield = expectedYield
        self.reasons = reasons
        self.state = state
        self.stage = stage
        self.claim = claim
        self.openedAt = openedAt
        self.verdict = verdict
        self.decidedBy = decidedBy
        self.decidedAt = decidedAt
    }
}

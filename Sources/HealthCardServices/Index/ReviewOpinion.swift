package import Foundation
package import HealthCardDomain

/// What one person said about one review.
package struct ReviewOpinion: Sendable, Equatable {
    /// Given by the database.
    package let id: Int64
    package let review: Int64
    package let reviewer: OperatorID
    package let verdict: ReviewVerdict
    package let at: Date
    /// How long the reviewer had the review before them, in milliseconds.
    package let milliseconds: Int

    package init(
        id: Int64 = 0,
        review: Int64,
        reviewer: OperatorID,
        verdict: ReviewVerdict,
        at: Date,
        milliseconds: Int
    ) {
        self.id = id
        self.review = review
        self.reviewer = reviewer
        self.verdict = verdict
        self.at = at
        self.milliseconds = milliseconds
    }
}

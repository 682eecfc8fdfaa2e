package import HealthCardDomain

/// The queue of reviews with its counts. It names no resident.
package struct ReviewQueue: Sendable {
    package let counts: ReviewCounts
    /// Reviews that were decided since midnight (+08:00).
    package let decidedToday: Int
    /// A page of open reviews, what to decide first at the head.
    package let reviews: [IndexReview]
    /// Whether there are more.
    package let hasMore: Bool
    /// What each reviewer did in the last days, see ``ReviewDesk/figureDays``.
    package let reviewers: [(reviewer: OperatorID, figures: ReviewerFigures)]
    /// The review of the asking reviewer's last opinion, if it may still be taken back.
    package let undoable: Int64?
}

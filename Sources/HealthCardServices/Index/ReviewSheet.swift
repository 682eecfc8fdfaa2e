package import HealthCardDomain

/// A review as a reviewer has it before them.
package struct ReviewSheet: Sendable {
    package let review: IndexReview
    /// The older index, then the younger; empty where the review is not offered.
    package let sides: [ReviewSide]
    package let reasons: [ReviewReason]
    /// Whether the reviewer may give an opinion now.
    package let isOffered: Bool
    /// The reviewer's own opinion, if they gave one.
    package let ownVerdict: ReviewVerdict?
}

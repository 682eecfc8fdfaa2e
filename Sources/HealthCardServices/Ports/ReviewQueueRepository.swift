package import Foundation
package import HealthCardDomain

/// The work on open reviews: who has which before them, what they said, and counts that are kept as they change.
package protocol ReviewQueueRepository {
    /// How many reviews there are, by where they stand. No table is counted for it.
    func counts() throws -> ReviewCounts

    /// The open review that a reviewer should have next: further stages first, then by yield. Reviews that somebody else
    /// has before them, that the reviewer skipped, or gave an opinion on, are passed over.
    func next(for reviewer: OperatorID, at instant: Date) throws -> Int64?
    /// Gives an open review to a reviewer until an instant; again prolongs it.
    ///
    /// - Returns: whether the reviewer has it; `false` where somebody else does.
    func claim(_ review: Int64, for reviewer: OperatorID, at instant: Date, until end: Date) throws -> Bool
    /// Takes a review back from whoever has it.
    func release(_ review: Int64) throws
    /// Passes a review over for a reviewer until an instant.
    func skip(_ review: Int64, by reviewer: OperatorID, until end: Date) throws

    /// Adds an opinion.
    ///
    /// - Returns: its number.
    func add(_ opinion: ReviewOpinion) throws -> Int64
    /// The opinions on a review that were not withdrawn, the oldest first.
    func opinions(on review: Int64) throws -> [ReviewOpinion]
    /// A reviewer's newest opinion that was not withdrawn.
    func lastOpinion(of reviewer: OperatorID) throws -> ReviewOpinion?
    func withdraw(_ opinion: ReviewOpinion, at instant: Date) throws

    /// Adds to what is counted of a reviewer on a statistics day (+08:00).
    func add(_ figures: ReviewerFigures, of reviewer: OperatorID, on day: CivilDate) throws
    /// The sums from a day on, by reviewer; at most 200.
    func figures(from day: CivilDate) throws -> [(reviewer: OperatorID, figures: ReviewerFigures)]
}

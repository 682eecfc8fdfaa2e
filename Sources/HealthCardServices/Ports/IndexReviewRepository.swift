package import Foundation
package import HealthCardDomain

/// Questions to a person, and what people held apart for ever.
package protocol IndexReviewRepository {
    /// Pairs of persons that are held apart, among these and by whatever was merged into them.
    func apart(among survivors: [IndexNumber]) throws -> [ApartPair]
    /// Everybody whom a person is held apart from.
    func apart(from survivor: IndexNumber) throws -> [IndexNumber]
    /// Holds two indexes apart; again is no change.
    func holdApart(_ one: IndexNumber, _ other: IndexNumber, by reviewer: OperatorID, at instant: Date) throws
    /// Takes back every decision that holds two persons apart.
    ///
    /// - Returns: how many there were.
    func withdrawApart(
        _ one: IndexNumber,
        _ other: IndexNumber,
        by reviewer: OperatorID,
        at instant: Date
    ) throws -> Int

    /// Takes back what one decision about an index held apart.
    ///
    /// - Parameters:
    ///   - index: one of the two of each pair.
    ///   - reviewer: who decided.
    ///   - decision: when they did.
    /// - Returns: how many pairs there were.
    func withdrawApart(
        naming index: IndexNumber,
        decidedBy reviewer: OperatorID,
        decidedAt decision: Date,
        _ instant: Date
    ) throws -> Int

    /// Adds a review.
    ///
    /// - Returns: its number.
    func add(_ review: IndexReview) throws -> Int64
    func find(_ id: Int64) throws -> IndexReview?
    /// Reviews without a verdict that name any of these indexes.
    func undecided(naming indexes: [IndexNumber]) throws -> [IndexReview]
    /// Open reviews that name a person, by the index of today or by one that was merged into it.
    func open(about person: IndexNumber) throws -> [IndexReview]
    /// Opens a review or settles it.
    func save(_ state: ReviewState, of id: Int64) throws
    /// Lets an undecided review wait for another opinion.
    func move(_ review: IndexReview, to stage: ReviewStage) throws
    /// Records the answer of an open review.
    func decide(_ review: IndexReview, _ verdict: ReviewVerdict, by reviewer: OperatorID, at instant: Date) throws
    /// Takes the answer of a review back: it is settled until ``save(_:of:)`` opens it.
    func reopen(_ review: IndexReview) throws
    /// Reviews that a record raised, by number; at most 1,000.
    func raised(by record: SourceRecordNumber) throws -> [IndexReview]
    /// Open reviews in the order in which they should be decided: by stage, the furthest first, then by yield.
    ///
    /// - Parameter after: the last one of the page before.
    func open(after: IndexReview?, limit: Int) throws -> [IndexReview]
}

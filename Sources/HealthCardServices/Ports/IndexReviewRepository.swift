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

    /// Adds a review.
    ///
    /// - Returns: its number.
    func add(_ review: IndexReview) throws -> Int64
    func find(_ id: Int64) throws -> IndexReview?
    /// Reviews without a verdict that name any of these indexes.
    func undecided(naming indexes: [IndexNumber]) throws -> [IndexReview]
    /// Opens a review or settles it.
    func save(_ state: ReviewState, of id: Int64) throws
    /// Records a person's answer.
    func decide(_ id: Int64, _ verdict: ReviewVerdict, by reviewer: OperatorID, at instant: Date) throws
    /// Reviews that a record raised, by number; at most 1,000.
    func raised(by record: SourceRecordNumber) throws -> [IndexReview]
    /// Open reviews, the heaviest first.
    ///
    /// - Parameter after: the last one of the page before.
    func open(after: IndexReview?, limit: Int) throws -> [IndexReview]
    func openCount() throws -> Int
}

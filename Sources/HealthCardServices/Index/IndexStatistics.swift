package import HealthCardDomain

/// How much there is in the main index, and how it came about. It names nobody.
package struct IndexStatistics: Sendable, Equatable {
    /// Index numbers that stand for themselves, and all that were given.
    package var persons = 0
    package var indexes = 0
    package var records = 0
    /// Live links by origin, and by the model that decided.
    package var links: [LinkOrigin: Int] = [:]
    package var models: [String: Int] = [:]
    package var openReviews = 0
    package var settledReviews = 0
    package var verdicts: [ReviewVerdict: Int] = [:]
    /// Merges that stand, by the engine and by persons, and those that were taken back.
    package var engineMerges = 0
    package var reviewerMerges = 0
    package var unmerged = 0
    /// Pairs that persons hold apart.
    package var apart = 0
    package var blocks = 0
    package var blockRows = 0
    /// Blocks that are crowded for every kind of key, and the indexes under the largest.
    package var crowdedBlocks = 0
    package var largestBlock = 0
    /// Events that are kept for institutions.
    package var keptEvents = 0

    package init() {}
}

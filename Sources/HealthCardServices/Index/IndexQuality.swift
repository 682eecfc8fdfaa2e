package import Foundation
package import HealthCardDomain

/// What the quality page shows. It names no resident.
package struct IndexQuality: Sendable {
    /// About how many main indexes there are.
    package let persons: Int
    package let counts: ReviewCounts
    package let estimate: DuplicateEstimate
    /// Counts of source records, of ``IndexQualityService/months`` months.
    package let tallies: [RecordTally]
    /// Up to when source records are counted; `nil` where none was.
    package let countedAt: Date?
    /// The first month of the counts.
    package let since: StatisticsMonth
    /// Registrations that should say by now who the person is.
    package let overdue: [OverdueCount]
    package let institutions: [Institution]
}

package import Foundation
package import HealthCardDomain

/// Counts about the source records of the index, kept aside and brought up to date a part at a time.
package protocol IndexQualityRepository {
    /// The records after the last one that was counted, by number, with the link that each was given first; those that
    /// were registered after an instant are left for later, since older ones may not be committed yet.
    func uncounted(until instant: Date, limit: Int) throws -> [UncountedRecord]
    /// Adds counts, and says up to which record they reach.
    func add(_ counts: [RecordTally], through last: SourceRecordNumber, at instant: Date) throws
    /// The sums from a month on, by authority and kind; at most 20,000.
    func tallies(from month: StatisticsMonth) throws -> [RecordTally]
    /// Records that do not say who the person is since before an instant, by authority, where nobody else says it either.
    ///
    /// - Parameter limit: how many records are looked at, those that wait longest not among them where there are more.
    func overdueCounts(
        of kind: PersonKind,
        since instant: Date,
        limit: Int
    ) throws -> [(authority: AssigningAuthority, count: Int)]
    /// The same of one authority, by number.
    ///
    /// - Parameters:
    ///   - since: for each kind, since when or longer; other kinds are left out.
    ///   - last: the last record of the page before.
    func overdue(
        of authority: AssigningAuthority,
        since: [PersonKind: Date],
        after last: SourceRecordNumber?,
        limit: Int
    ) throws -> [OverdueRecord]
    /// When the counts were last brought up to date; `nil` where they never were.
    func countedAt() throws -> Date?
}

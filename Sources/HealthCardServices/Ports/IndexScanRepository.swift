package import HealthCardDomain

/// The whole index, in pieces: what learning and figures read. Nothing here is fast enough for a call that somebody
/// waits for.
package protocol IndexScanRepository {
    /// The newest source record; `nil` where there is none.
    func lastRecord() throws -> SourceRecordNumber?
    /// The live links of records of a range of numbers, by record.
    func liveLinks(ofRecords numbers: ClosedRange<Int64>) throws -> [LiveLink]
    /// What people answered, by the number of the review.
    func verdicts(after review: Int64, limit: Int) throws -> [ReviewedPair]
    /// The figures of the whole index.
    ///
    /// - Parameter crowded: from how many indexes on a block is crowded for every kind of key.
    func statistics(crowded: Int) throws -> IndexStatistics
    /// The live links of records of a range of numbers, with what was decided.
    func links(ofRecords numbers: ClosedRange<Int64>) throws -> [Link]
}

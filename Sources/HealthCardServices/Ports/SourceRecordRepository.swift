package import Foundation
package import HealthCardDomain

/// What institutions said about people: found by authority and local id, kept sealed, every version for ever.
package protocol SourceRecordRepository {
    /// The record at a place (``SealedSourceRecord/place``) now.
    func find(at place: [UInt8]) throws -> StoredSourceRecord?
    func find(_ id: SourceRecordID) throws -> StoredSourceRecord?
    func find(_ number: SourceRecordNumber) throws -> StoredSourceRecord?
    /// Adds a record.
    ///
    /// - Parameter former: the record that had the local id before, of somebody else; it is replaced.
    /// - Throws: `StorageConflict.recordTaken` where its place is taken.
    func add(
        _ record: SealedSourceRecord,
        replacing former: StoredSourceRecord?,
        at instant: Date
    ) throws -> RecordReference
    /// Adds the next version of a record; the one before it is kept.
    ///
    /// - Throws: `StorageConflict.versionMoved` where `known` is not the newest.
    func revise(_ known: StoredSourceRecord, to record: SealedSourceRecord, at instant: Date) throws -> RecordReference
    /// The stored form of what matching compares.
    func matching(of records: [RecordReference]) throws -> [(record: RecordReference, encoded: [UInt8])]
    /// What was typed, of the newest versions, by number.
    func newest(of numbers: [SourceRecordNumber]) throws -> [SourceRecordVersion]
    /// All versions of a record, the oldest first; at most 1,000.
    func versions(of number: SourceRecordNumber) throws -> [SourceRecordVersion]
}

package import Foundation
package import HealthCardDomain
package import Matching

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
    /// Withdraws a record: its place stays taken, so that its versions go on counting.
    ///
    /// - Throws: `StorageConflict.versionMoved` where it is another by now, or withdrawn.
    func withdraw(_ known: StoredSourceRecord, at instant: Date) throws
    /// Takes the withdrawal of a record back.
    ///
    /// - Throws: `StorageConflict.versionMoved` where it is another by now, or not withdrawn.
    func bringBack(_ known: StoredSourceRecord) throws
    /// Notes that a record's authority uses another of its local ids for the same patient from now on.
    ///
    /// - Throws: `StorageConflict.versionMoved` where that was noted before.
    func merge(_ prior: SourceRecordNumber, into surviving: SourceRecordNumber) throws
    /// Lets the local id of a record stand for itself again.
    func unmerge(_ prior: SourceRecordNumber) throws
    /// Stores how a version is read now in place of how it was read when it was registered. What was said stays.
    ///
    /// - Throws: `StorageConflict.versionMoved` where there is no such version.
    func restate(_ version: SourceRecordVersion, as record: MatchRecord) throws
    /// As `Storage.seal`, for what is known inside a transaction only.
    ///
    /// - Throws: `KeyRefusal.serviceUnavailable`, `.notFound`.
    func seal(_ fields: SourceFields, as id: SourceRecordID) throws -> SealedSourceRecord
    /// The stored form of what matching compares.
    func matching(of records: [RecordReference]) throws -> [(record: RecordReference, encoded: [UInt8])]
    /// What was typed, of the newest versions, by number.
    func newest(of numbers: [SourceRecordNumber]) throws -> [SourceRecordVersion]
    /// All versions of a record, the oldest first; at most 1,000.
    func versions(of number: SourceRecordNumber) throws -> [SourceRecordVersion]
}

import HealthCardDomain
import Matching

/// What is read of the index inside one transaction.
struct IndexViews {
    /// The most records of one person that are read for a view.
    static let recordLimit = 1_000

    let store: any Repositories

    /// The index of a person of today, however it is named.
    ///
    /// - Throws: `IndexRefusal.indexUnknown`.
    func person(_ number: IndexNumber) throws -> IndexPerson {
        guard let named = try store.index.find(number) else { throw IndexRefusal.indexUnknown }
        guard named.survivor != number else { return named }
        guard let index = try store.index.find(named.survivor) else { throw IndexRefusal.indexUnknown }
        return index
    }

    /// The same, by number alone; not read where this transaction opened it.
    ///
    /// - Throws: `IndexRefusal.indexUnknown`.
    func today(_ number: IndexNumber) throws -> IndexNumber {
        store.index.changes.isNew(number) ? number : try person(number).number
    }

    /// The person of today whom a number stands for.
    ///
    /// - Throws: `IndexRefusal.indexUnknown`.
    func file(_ number: IndexNumber) throws -> PersonFile {
        let index = try person(number)
        let live = try store.index.liveLinks(of: [index.number], limit: Self.recordLimit)
        return PersonFile(
            index: index,
            merged: try store.index.members(of: index.number).map(\.number),
            links: try live.compactMap { try store.index.link(of: $0.record.number) },
            golden: GoldenView(try store.sourceRecords.newest(of: live.map(\.record.number)))
        )
    }

    /// The person of today as callers see them: what is held to be true, and under which local ids.
    ///
    /// - Throws: `IndexRefusal.indexUnknown`.
    func view(_ number: IndexNumber) throws -> PersonView {
        let index = try person(number)
        let live = try store.index.liveLinks(of: [index.number], limit: Self.recordLimit)
        return try PersonView(
            index: index,
            merged: try store.index.members(of: index.number).map(\.number),
            records: try store.sourceRecords.newest(of: live.map(\.record.number))
        )
    }

    /// A record that is not withdrawn, and its live link.
    ///
    /// - Throws: `IndexRefusal.recordUnknown`.
    func linked(_ id: SourceRecordID) throws -> (record: StoredSourceRecord, link: Link) {
        guard let record = try store.sourceRecords.find(id), !record.isWithdrawn else {
            throw IndexRefusal.recordUnknown
        }
        guard let link = try store.index.link(of: record.number) else { throw MissingRow(table: "index_links") }
        return (record, link)
    }

    /// The person of today whose record a local id is.
    ///
    /// - Throws: `IndexRefusal.recordUnknown`.
    func index(of id: SourceRecordID) throws -> IndexNumber { try person(linked(id).link.index).number }

    /// All that was said under a local id since it is this person's, and every link of it.
    ///
    /// - Throws: `IndexRefusal.recordUnknown`.
    func history(of id: SourceRecordID) throws -> RecordHistory {
        guard let record = try store.sourceRecords.find(id) else { throw IndexRefusal.recordUnknown }
        return RecordHistory(
            versions: try store.sourceRecords.versions(of: record.number),
            links: try store.index.links(of: record.number)
        )
    }

    /// What happened to an index.
    ///
    /// - Throws: `IndexRefusal.indexUnknown`.
    func history(of number: IndexNumber) throws -> PersonHistory {
        guard try store.index.find(number) != nil else { throw IndexRefusal.indexUnknown }
        return PersonHistory(events: try store.index.events(of: number), merges: try store.index.merges(of: number))
    }
}

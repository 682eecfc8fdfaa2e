import HealthCardDomain
import Matching

/// Source records as one transaction sees them: from the cache, from what it wrote itself, or from the database.
final class RecordReader {
    private let cache: RecordCache
    /// What the cache did not have; goes into it when the transaction is committed.
    private(set) var read: [RecordReference: RecordCache.Entry] = [:]

    init(_ cache: RecordCache) { self.cache = cache }

    /// Notes a version that this transaction writes.
    func note(_ reference: RecordReference, _ sealed: SealedSourceRecord) {
        read[reference] = RecordCache.Entry(sealed.record, storedBytes: sealed.cells.first?.count ?? 0)
    }

    /// All of these versions.
    func records(
        _ references: [RecordReference],
        in store: any Repositories
    ) throws -> [RecordReference: MatchRecord] {
        var found = cache.find(references.lazy.filter { self.read[$0] == nil })
        var missing: [RecordReference] = []
        for reference in references where found[reference] == nil {
            if let entry = read[reference] { found[reference] = entry.record } else { missing.append(reference) }
        }
        guard !missing.isEmpty else { return found }
        for (reference, encoded) in try store.sourceRecords.matching(of: missing) {
            let record = try MatchRecord(encoded: encoded)
            read[reference] = RecordCache.Entry(record, storedBytes: encoded.count)
            found[reference] = record
        }
        guard references.allSatisfy({ found[$0] != nil }) else { throw MissingRow(table: "source_records") }
        return found
    }
}

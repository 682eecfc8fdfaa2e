import HealthCardDomain
import Matching

/// What reading stored registrations again came to.
package struct RereadCounts: Sendable, Equatable {
    /// Versions that speak for a person, of all records that were looked at.
    package var versions = 0
    /// Those that are read otherwise than they were.
    package var changed = 0
    /// Blocks under which a person was not.
    package var blocks = 0

    package init() {}

    mutating func add(_ other: RereadCounts) {
        versions += other.versions
        changed += other.changed
        blocks += other.blocks
    }
}

/// A release that reads registrations otherwise, or looks for persons by other keys.
extension IndexService {
    /// Records that are looked at in one reading transaction, and rewritten in one that writes.
    private static let (lookedAt, rewritten): (Int64, Int) = (128, 32)

    /// Reads what every authority said again, by the rules of this release, and puts each person under the blocks by which
    /// this release looks for it. No link is made, moved or ended, and nobody is asked.
    ///
    /// Registrations go on meanwhile. Whoever stops it begins anew: what is as it should be is looked at and not written.
    /// Blocks that no rule looks into any more stay, and a node that runs knows what it has read until it forgets it.
    ///
    /// - Parameter onProgress: is told the last record that was looked at, and of how many.
    package func reread(
        onProgress: (_ last: Int64, _ end: Int64, _ counts: RereadCounts) async throws -> Void = { _, _, _ in }
    ) async throws -> RereadCounts {
        let end = try await storage.read { store in try store.indexScan.lastRecord()?.value ?? 0 }
        var (counts, last) = (RereadCounts(), Int64(0))
        while last < end {
            let range = last + 1...min(end, last + Self.lookedAt)
            let (looked, stale) = try await storage.read { store in try Self.stale(in: range, store) }
            counts.add(looked)
            for start in stride(from: 0, to: stale.count, by: Self.rewritten) {
                let part = Array(stale[start..<min(start + Self.rewritten, stale.count)])
                counts.add(try await rewrite(part))
            }
            last = range.upperBound
            try await onProgress(last, end, counts)
        }
        return counts
    }

    /// The records that are read otherwise, or whose persons lack a block, and how many versions were looked at.
    private static func stale(
        in range: ClosedRange<Int64>,
        _ store: any Repositories
    ) throws -> (RereadCounts, [SourceRecordNumber]) {
        var (counts, stale) = (RereadCounts(), [SourceRecordNumber]())
        for link in try store.indexScan.liveLinks(ofRecords: range) {
            let found = try Rereading(link, store)
            counts.versions += link.statements.count
            if try !found.changed.isEmpty || !found.missing(in: store).isEmpty { stale.append(link.record.number) }
        }
        return (counts, stale)
    }

    /// Looks again, in a transaction that writes, and puts right what it finds.
    private func rewrite(_ numbers: [SourceRecordNumber]) async throws -> RereadCounts {
        let (counts, changed) = try await writing { store, _, now in
            let keeper = IndexKeeper(store: store, now: now)
            // What is kept in memory is how records were read before.
            let reader = RecordReader(RecordCache(limitBytes: 1))
            var (counts, changed) = (RereadCounts(), [RecordReference]())
            for number in numbers {
                let links = try store.indexScan.liveLinks(ofRecords: number.value...number.value)
                guard let link = links.first else { continue }
                let found = try Rereading(link, store)
                let missing = try found.missing(in: store)
                if !missing.isEmpty { try store.index.add(missing, of: link.index) }
                for version in found.changed {
                    try store.sourceRecords.restate(version, as: MatchRecord(version.fields))
                }
                if !found.changed.isEmpty { try keeper.trim(found.former, of: link.index, reader: reader) }
                changed += found.changed.map { RecordReference(number: $0.number, version: $0.version) }
                counts.changed += found.changed.count
                counts.blocks += missing.count
            }
            return (counts, changed)
        }
        cache.forget(changed)
        return counts
    }
}

/// A record as it is stored beside how it is read now.
private struct Rereading {
    private let index: IndexNumber
    /// The blocks of all that speaks for the person, as it is read now.
    private let blocks: Set<Int64>
    /// The versions that are read otherwise than they are stored.
    let changed: [SourceRecordVersion]
    /// The blocks of those as they are stored.
    let former: Set<Int64>

    init(_ link: LiveLink, _ store: any Repositories) throws {
        index = link.index
        let speaking = link.firstVersion...link.record.version
        let number = link.record.number
        let records = store.sourceRecords
        let versions = try speaking.count == 1 ? records.newest(of: [number]) : records.versions(of: number)
        let stored = Dictionary(
            try records.matching(of: link.statements).map { ($0.record.version, $0.encoded) },
            uniquingKeysWith: { first, _ in first }
        )
        var (blocks, former, changed) = (Set<Int64>(), Set<Int64>(), [SourceRecordVersion]())
        for version in versions where speaking.contains(version.version) {
            let record = MatchRecord(version.fields)
            blocks.formUnion(try store.index.blind(record.blockKeys))
            guard let encoded = stored[version.version], encoded != record.encoded else { continue }
            changed.append(version)
            // What this release cannot read stood under blocks that it does not know.
            guard let before = try? MatchRecord(encoded: encoded) else { continue }
            former.formUnion(try store.index.blind(before.blockKeys))
        }
        (self.blocks, self.changed, self.former) = (blocks, changed, former)
    }

    /// The blocks under which the person should be and is not.
    func missing(in store: any Repositories) throws -> [Int64] {
        let there = try store.index.blocks(of: index, among: blocks.sorted())
        return blocks.subtracting(there).sorted()
    }
}

import Foundation
import HealthCardDomain
import Matching

/// Keeps the counts of source records up to date, beside registrations and not in them: one row that every registration
/// of a hospital counts up would make two nodes wait for each other.
package struct IndexTally: Sendable {
    /// What is younger, in seconds, is left for the next time: a registration with a lower number may not be committed
    /// yet. No transaction lives that long.
    private static let graceSeconds: TimeInterval = 120
    /// Records of one transaction.
    private static let batchLimit = 500
    /// The most transactions of one run.
    private static let batchCount = 40

    private let storage: any Storage
    private let ambient: Ambient

    package init(storage: any Storage, ambient: Ambient) {
        self.storage = storage
        self.ambient = ambient
    }

    /// Counts what came since the last time, at most 20,000 records. Another node that does the same at the same moment
    /// is no trouble: the one that is second begins again the next time.
    ///
    /// - Parameter includingNewest: whether nobody else registers, so that the newest may be counted.
    /// - Returns: how many records were counted.
    @discardableResult
    package func run(includingNewest: Bool = false) async throws -> Int {
        var counted = 0
        for _ in 0..<Self.batchCount {
            let now = ambient.now()
            let until = includingNewest ? now : now.addingTimeInterval(-Self.graceSeconds)
            let count: Int
            do {
                count = try await storage.write { store in
                    let records = try store.indexQuality.uncounted(until: until, limit: Self.batchLimit)
                    guard let last = records.last?.number else { return 0 }
                    try store.indexQuality.add(Self.tallies(of: records), through: last, at: now)
                    return records.count
                }
            } catch is StorageConflict { return counted }
            counted += count
            if count < Self.batchLimit { break }
        }
        return counted
    }

    private static func tallies(of records: [UncountedRecord]) -> [RecordTally] {
        struct Place: Hashable {
            let authority: AssigningAuthority
            let month: StatisticsMonth
            let kind: RecordTally.Kind
        }
        var counts: [Place: Int] = [:]
        for record in records {
            let month = StatisticsMonth(of: CivilDate(inChinaAt: record.registeredAt))
            for kind in kinds(of: record) {
                counts[Place(authority: record.authority, month: month, kind: kind), default: 0] += 1
            }
        }
        return counts.map { place, count in
            RecordTally(authority: place.authority, month: place.month, kind: place.kind, count: count)
        }.sorted { ($0.authority.text, $0.month, $0.kind.text) < ($1.authority.text, $1.month, $1.kind.text) }
    }

    private static func kinds(of record: UncountedRecord) -> [RecordTally.Kind] {
        var kinds: [RecordTally.Kind] = [
            .number(NumberCoverage(of: record.fields).rawValue), .origin(record.origin),
        ]
        if record.fields.phone.isEmpty { kinds.append(.phoneMissing) }
        let rule = record.reasons.text.split(separator: "\n").first { $0.hasPrefix("rule ") }
        if let rule { kinds.append(.rule(String(rule.dropFirst("rule ".count)))) }
        return kinds
    }
}

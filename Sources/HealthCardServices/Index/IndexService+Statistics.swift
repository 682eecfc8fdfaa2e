import Matching

/// How much there is in the index. Nothing here names anybody, and nothing is fast: it reads whole tables.
extension IndexService {
    /// No key lets more persons under its block be candidates.
    private static let crowdedBlock = 24
    /// Links whose rule is read at once.
    private static let pageRecords = 64

    /// The figures of this moment.
    package func statistics() async throws -> IndexStatistics {
        try await storage.read { try $0.indexScan.statistics(crowded: Self.crowdedBlock) }
    }

    /// By which rules links were made. They lie sealed, so that only some are opened, spread evenly over the index.
    ///
    /// - Parameter limit: how many are looked at, at most.
    package func ruleCounts(limit: Int) async throws -> RuleCounts {
        let places = RecordPlaces(last: try await storage.read { try $0.indexScan.lastRecord() }, limit)
        var found = RuleCounts()
        for start in stride(from: 0, to: places.count, by: Self.pageRecords) {
            let numbers = (start..<min(start + Self.pageRecords, places.count)).map { places[$0] }
            let links = try await storage.read { store in
                try numbers.flatMap { try store.indexScan.links(ofRecords: $0...$0) }
            }
            found.looked += links.count
            for rule in links.compactMap(\.reasons.explanation?.rule) { found.rules[rule, default: 0] += 1 }
        }
        return found
    }
}

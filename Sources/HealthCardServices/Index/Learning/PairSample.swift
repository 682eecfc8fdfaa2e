import HealthCardDomain
import Matching

/// Pairs of records that an estimate learns from, taken from live data in small transactions.
struct PairSample: Sendable {
    private static let cacheBytes = 16 << 20

    let storage: any Storage
    private let cache = RecordCache(limitBytes: cacheBytes)
    private(set) var estimator = ModelEstimator()
    private(set) var fit = CalibrationFit()
    /// Records that were looked at.
    private(set) var records = 0
    private var last: StandingRecord?

    init(storage: any Storage) { self.storage = storage }

    /// Takes records by number; a number that no live record has is left out.
    ///
    /// - Parameter recordsOfPerson: how many records of one candidate are compared, so that no person counts for many.
    mutating func take(_ numbers: [Int64], recordsOfPerson: Int) async throws {
        let (standing, read) = try await storage.read { [cache] store in
            let reader = RecordReader(cache)
            let links = try numbers.flatMap { try store.indexScan.liveLinks(ofRecords: $0...$0) }
            return (try StandingRecord.read(links, in: store, reader), reader.read)
        }
        cache.add(read)
        for one in standing {
            records += 1
            for candidate in one.candidates {
                for other in candidate.records.prefix(recordsOfPerson) { estimator.addCandidates(one.record, other) }
                fit.add(one.record, candidate, counts: one.counts)
            }
            // Neighbours in the sample lie far apart in the index.
            if let last, last.person != one.person { estimator.addRandom(last.record, one.record) }
            last = one
        }
    }

    /// Takes what persons answered about pairs of records.
    ///
    /// - Returns: the last review; `nil` where there are no more.
    mutating func takeVerdicts(after review: Int64, limit: Int) async throws -> Int64? {
        let (answered, end, read) = try await storage.read { [cache] store in
            let reader = RecordReader(cache)
            let pairs = try store.indexScan.verdicts(after: review, limit: limit)
            let answered = try pairs.compactMap { try Self.answered($0, in: store, reader) }
            return (answered, pairs.last?.review, reader.read)
        }
        cache.add(read)
        for one in answered {
            let other = CandidatePerson(index: 0, records: [one.other])
            fit.add(one.record, other, counts: one.counts, isSame: one.isSame)
        }
        return end
    }

    private struct Answered: Sendable {
        let record: MatchRecord
        let other: MatchRecord
        let counts: BlockCounts
        let isSame: Bool
    }

    private static func answered(
        _ pair: ReviewedPair,
        in store: any Repositories,
        _ reader: RecordReader
    ) throws -> Answered? {
        let references = try [pair.record, pair.other].compactMap { number in
            try store.sourceRecords.find(number).map { RecordReference(number: number, version: $0.version) }
        }
        let found = try reader.records(references, in: store)
        guard references.count == 2, let one = found[references[0]], let other = found[references[1]] else {
            return nil
        }
        let keys = one.blockKeys
        let search = CandidateSearch(engine: MatchEngine(), store: store, reader: reader)
        let basis = try search.find(under: store.index.blocks(of: keys)).basis
        let counts = CandidateSearch.counts(of: keys, basis)
        return Answered(record: one, other: other, counts: counts, isSame: pair.isSame)
    }
}

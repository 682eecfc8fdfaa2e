import HealthCardDomain
import Matching

extension IndexService {
    /// Asks about live records as callers ask about a description, to judge the answers.
    ///
    /// - Parameter numbers: of records, at most a few hundred; those that are not live are left out.
    package func appraise(_ numbers: ClosedRange<Int64>) async throws -> [AppraisedRecord] {
        let (appraised, read) = try await storage.read { [engine = running.engine, cache] store in
            let reader = RecordReader(cache)
            let links = try store.indexScan.liveLinks(ofRecords: numbers)
            let appraised = try StandingRecord.read(links, in: store, reader).map { standing in
                AppraisedRecord(
                    record: standing.reference.number,
                    candidates: engine.appraise(
                        standing.record,
                        among: standing.candidates,
                        counts: standing.counts,
                        apart: standing.apart
                    ).candidates
                )
            }
            return (appraised, reader.read)
        }
        cache.add(read)
        return appraised
    }
}

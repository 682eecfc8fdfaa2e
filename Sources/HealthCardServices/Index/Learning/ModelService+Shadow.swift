import Foundation
package import HealthCardDomain
import Matching

extension ModelService {
    /// Records of one transaction: a few hundredths of a second.
    private static let pageRecords: Int64 = 128
    /// Pages that are judged at once, and seconds after which the state is saved.
    private static let saveSeconds: TimeInterval = 2
    private static let cacheBytes = 48 << 20
    package static let mostWorkers = 16

    /// Runs a model beside the running one over all live records, and keeps how their decisions differ. It decides nothing,
    /// and registrations go on: only small reads are made. A run that was stopped goes on where it stood.
    ///
    /// - Parameters:
    ///   - workers: pages that are judged at once, 1 to ``mostWorkers``.
    ///   - onProgress: the run as it stands.
    /// - Throws: `ModelRefusal.unknown`, `.damaged`, `.runsAlready`, `.shadowTaken`, `.shadowStale` where another model was
    ///   promoted meanwhile.
    package func runShadow(
        of id: ModelID,
        workers: Int = 1,
        onProgress: (ShadowRun) async throws -> Void = { _ in }
    ) async throws -> ShadowRun {
        precondition((1...Self.mostWorkers).contains(workers), "1 to 16 pages are judged at once")
        try await keepReleased()
        try await running.refresh(from: storage)
        let against = running.id
        guard id != against else { throw ModelRefusal.runsAlready }
        let judge = ShadowJudge(
            storage: storage,
            before: running.engine,
            after: MatchEngine(model: try await model(id)),
            cache: RecordCache(limitBytes: Self.cacheBytes)
        )
        do {
            var run = try await begin(id, against)
            try await onProgress(run)
            while run.last < run.end.value {
                let (from, since) = (run, ambient.now())
                var examples: [ShadowExample] = []
                repeat {
                    let ranges = Self.ranges(after: run.last, to: run.end.value, workers)
                    for found in try await judge.judge(ranges) {
                        run.counts.add(found.counts)
                        examples += found.examples
                    }
                    run.last = ranges.last?.upperBound ?? run.end.value
                } while run.last < run.end.value && ambient.now().timeIntervalSince(since) < Self.saveSeconds
                run = try await save(run, from: from.last, examples, against)
                try await onProgress(run)
            }
            return run.state == .finished ? run : try await save(run, from: run.last, [], against)
        } catch StorageConflict.jobMoved {
            throw ModelRefusal.shadowTaken
        }
    }

    private static func ranges(after last: Int64, to end: Int64, _ count: Int) -> [ClosedRange<Int64>] {
        (0..<Int64(count)).compactMap { place in
            let first = last + 1 + place * pageRecords
            return first <= end ? first...min(end, first + pageRecords - 1) : nil
        }
    }

    /// The run under way against the running model, or a new one.
    private func begin(_ id: ModelID, _ against: ModelID) async throws -> ShadowRun {
        let now = ambient.now()
        return try await storage.write { store in
            if var known = try store.models.shadow(of: id), known.state == .underWay {
                if known.against == against { return known }
                known.state = .abandoned
                known.savedAt = now
                try store.models.save(known, from: known.last)
            }
            let end = try store.indexScan.lastRecord() ?? SourceRecordNumber(trusted: 0)
            return try store.models.add(
                ShadowRun(model: id, against: against, end: end, startedAt: now, savedAt: now)
            )
        }
    }

    private func save(
        _ run: ShadowRun,
        from last: Int64,
        _ examples: [ShadowExample],
        _ against: ModelID
    ) async throws -> ShadowRun {
        let (now, releasedID) = (ambient.now(), running.releasedID)
        return try await storage.write { store in
            guard try store.models.running() ?? releasedID == against else { throw ModelRefusal.shadowStale }
            var run = run
            run.savedAt = now
            if run.last >= run.end.value {
                run.state = .finished
                let stored = try store.models.find(run.model)
                if stored?.state == .candidate {
                    try store.models.move(run.model, from: .candidate, to: .shadow, by: nil, at: now)
                }
            }
            try store.models.add(examples, of: run.id)
            try store.models.save(run, from: last)
            return run
        }
    }
}

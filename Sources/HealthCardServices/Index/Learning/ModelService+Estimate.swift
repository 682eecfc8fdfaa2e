package import Foundation
import HealthCardDomain
import Matching

extension ModelService {
    /// How much an estimate looks at. Memory: some 100 bytes for each pair that the line of probability is fitted on, and
    /// for each pattern of agreement, together below 100 MiB.
    package struct EstimateLimits: Sendable {
        /// Records that are looked at, spread evenly over the index.
        package var records = 50_000
        /// Sampling ends at this time, with what it has.
        package var seconds: TimeInterval = 600

        package init() {}
    }

    /// Records of one transaction.
    private static let pageRecords = 64
    /// Records that are compared of one candidate.
    private static let recordsOfPerson = 8
    /// Answers of persons that are looked at.
    private static let verdictLimit = 20_000

    /// Learns a model from live data, and keeps it as a candidate. It decides nothing.
    ///
    /// `m` is learned from pairs of records that share a block, `u` from records of different persons, and the line from
    /// weight to probability is fitted anew. How common a name is lies in no model: every decision counts namesakes live.
    ///
    /// - Parameter onProgress: how many records were looked at, of how many.
    /// - Throws: `ModelRefusal.tooLittleData`.
    package func estimate(
        _ limits: EstimateLimits = EstimateLimits(),
        onProgress: (Int, Int) -> Void = { _, _ in }
    ) async throws -> StoredModel {
        try await keepReleased()
        try await running.refresh(from: storage)
        let (engine, until) = (running.engine, ambient.now().addingTimeInterval(limits.seconds))
        guard let beforeID = ModelID(engine.model.name) else { throw ModelRefusal.unknown }
        let sample = try await sample(limits, until: until, onProgress: onProgress)
        let counts = sample.estimator.pairCounts
        guard let learned = sample.estimator.estimate(name: "", from: engine.model) else {
            throw ModelRefusal.tooLittleData(
                candidates: counts.candidates,
                random: counts.random,
                needed: ModelEstimator.leastPairs
            )
        }
        let fitted = sample.fit.fit(learned, from: engine.model)
        let source = StoredModel.Source(
            model: beforeID,
            records: sample.records,
            candidatePairs: counts.candidates,
            randomPairs: counts.random
        )
        let now = ambient.now()
        return try await again { store in
            let id = ModelID(trusted: beforeID.name, version: try store.models.lastVersion() + 1)
            let stored = StoredModel(fitted.named(id.description), as: id, .candidate, from: source, at: now)
            try store.models.add(stored)
            return stored
        }
    }

    private func sample(
        _ limits: EstimateLimits,
        until: Date,
        onProgress: (Int, Int) -> Void
    ) async throws -> PairSample {
        var sample = PairSample(storage: storage)
        let places = RecordPlaces(last: try await storage.read { try $0.indexScan.lastRecord() }, limits.records)
        var next = 0
        while next < places.count, ambient.now() < until {
            let end = min(next + Self.pageRecords, places.count)
            try await sample.take((next..<end).map { places[$0] }, recordsOfPerson: Self.recordsOfPerson)
            next = end
            onProgress(next, places.count)
        }
        var last: Int64 = 0
        for _ in 0..<(Self.verdictLimit / Self.pageRecords) where ambient.now() < until {
            guard let end = try await sample.takeVerdicts(after: last, limit: Self.pageRecords) else { break }
            last = end
        }
        return sample
    }
}

import Foundation
import HealthCardDomain
import HealthCardServices
import Matching
import TestSupport
import Testing

/// The life of match models on both engines: estimated, run in the shadow, promoted, and what is refused.
struct ModelContract {
    private static let people = 380
    private static let institutions = 3
    private static let account = Operator(
        id: OperatorID(trusted: "M1"),
        name: "M1",
        role: .centre,
        institution: nil,
        status: .authorised
    )

    /// What a test works with.
    private struct Bench {
        let storage: any Storage
        let running = RunningModel()
        let models: ModelService
        let index: IndexService
        let ambient: Ambient

        init(_ storage: any Storage) {
            self.storage = storage
            ambient = Ambient(now: { TestClock.start }, randomBytes: { [UInt8](repeating: 7, count: $0) })
            models = ModelService(storage: storage, ambient: ambient, running: running)
            index = IndexService(storage: storage, ambient: ambient, running: running)
        }

        func act() -> Act {
            Act(
                actor: .account(ModelContract.account),
                requestID: RequestID(trusted: "promote"),
                nonce: nil,
                at: TestClock.start
            )
        }

        /// Registers people at every institution; each is one person of the index.
        func register(_ people: ClosedRange<Int>) async throws {
            for institution in 1...ModelContract.institutions {
                let records = try people.map { person in
                    try index.seal(
                        MadeUpRegistration.fields(person, at: institution),
                        as: MadeUpRegistration.id(person, at: institution)
                    )
                }
                _ = try await index.register(records)
            }
        }

        /// Files a candidate that was made by hand.
        func file(_ model: MatchModel, _ version: Int) async throws -> ModelID {
            try await models.keepReleased()
            let id = ModelID(trusted: "xinglin-1", version: version)
            let source = StoredModel.Source(
                model: running.releasedID,
                records: 1,
                candidatePairs: 1,
                randomPairs: 1
            )
            let stored = StoredModel(model.named(id.description), as: id, .candidate, from: source, at: TestClock.start)
            try await storage.write { try $0.models.add(stored) }
            return id
        }

        /// Every live link, with what was decided.
        func links() async throws -> [Link] {
            try await storage.read { store in
                guard let last = try store.indexScan.lastRecord() else { return [] }
                return try store.indexScan.links(ofRecords: 1...last.value)
            }
        }
    }

    /// The release's model, with another line from which on a person is asked.
    private static func asking(from bits: Double) -> MatchModel {
        var model = MatchModel.standard
        model.reviewLine = bits
        return model
    }

    @Test(arguments: ContractDriver.allCases)
    func `a model is estimated, run in the shadow and promoted, and old decisions keep theirs`(
        driver: ContractDriver
    ) async throws {
        try await driver.withStorage { storage in
            let bench = Bench(storage)
            try await bench.register(1...Self.people)
            let made = try await bench.models.estimate()
            #expect(made.id == ModelID(trusted: "xinglin-1", version: 1))
            #expect(made.state == .candidate)
            #expect(made.source?.records == Self.people * Self.institutions)
            let learned = try made.model()
            #expect(learned != MatchModel.standard)
            #expect(!learned.changes(from: .standard).isEmpty)
            // The same data give the same figures.
            let again = try await bench.models.estimate()
            #expect(again.id.version == 2)
            #expect(try again.model().named(learned.name) == learned)

            await #expect(throws: ModelRefusal.shadowMissing) {
                try await bench.models.promote(made.id, by: bench.act())
            }
            let before = try await bench.links()
            let run = try await bench.models.runShadow(of: made.id, workers: 2)
            #expect(run.state == .finished)
            #expect(run.counts.judged == Self.people * Self.institutions)
            #expect(try await storage.read { try $0.models.find(made.id) }?.state == .shadow)
            #expect(try await bench.links() == before)

            try await bench.models.promote(made.id, by: bench.act())
            #expect(bench.running.id == made.id)
            #expect(try await bench.links() == before)
            let other = RunningModel()
            try await other.refresh(from: storage)
            #expect(other.id == made.id && other.engine.model == learned)
            let entry = try #require(try await storage.read { try $0.audit.newest(limit: 1) }.first)
            #expect(entry.operation == .indexModel && entry.actor == Self.account.id.text)
            #expect(entry.purpose == "promote xinglin-1/1")
            let kept = try #require(try await storage.read { try $0.models.find(made.id) })
            #expect(kept.state == .running && kept.promotedBy == Self.account.id)

            try await bench.register(1_001...1_001)
            let new = try await bench.index.why(MadeUpRegistration.id(1_001, at: 2))
            #expect(new.reasons.model == "xinglin-1/1")
            let old = try await bench.index.why(MadeUpRegistration.id(1, at: 2))
            #expect(old.reasons.model == "xinglin-1/0")
            #expect(try await bench.models.model(ModelID(trusted: "xinglin-1", version: 0)) == .standard)

            // Back to the release's own model: by the same way.
            await #expect(throws: ModelRefusal.shadowMissing) {
                try await bench.models.promote(bench.running.releasedID, by: bench.act())
            }
            _ = try await bench.models.runShadow(of: bench.running.releasedID)
            try await bench.models.promote(bench.running.releasedID, by: bench.act())
            #expect(bench.running.id == bench.running.releasedID)
            #expect(try await storage.read { try $0.models.running() } == nil)
            #expect(try await storage.read { try $0.models.find(made.id) }?.state == .retired)
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `too little data make no model, and nothing is stored but the release's own`(
        driver: ContractDriver
    ) async throws {
        try await driver.withStorage { storage in
            let bench = Bench(storage)
            try await bench.register(1...5)
            await #expect(throws: ModelRefusal.tooLittleData(candidates: 30, random: 14, needed: 1_000)) {
                try await bench.models.estimate()
            }
            #expect(try await bench.models.all().map(\.id.version) == [0])
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `a run counts what would differ, by index numbers, and changes nothing`(driver: ContractDriver) async throws {
        try await driver.withStorage { storage in
            let bench = Bench(storage)
            try await bench.register(1...20)
            // A second person of the first one's name and birth date, without anything that proves more.
            var fields = MadeUpRegistration.fields(1, at: 9, localID: "other")
            (fields.idNumber, fields.phone, fields.address) = ("", "", "")
            let other = try await bench.index.register(fields, as: MadeUpRegistration.id("other", at: 9))
            #expect(other.origin == .opened)
            let (links, reviews) = (try await bench.links(), try await bench.index.openReviewCount())
            let quiet = try await bench.file(Self.asking(from: 60), 1)
            let run = try await bench.models.runShadow(of: quiet)
            #expect(run.counts.judged == 61)
            #expect(run.counts.newLinks == 0 && run.counts.lostLinks == 0)
            #expect(run.counts.reviewsBefore > 0 && run.counts.reviewsAfter == 0)
            #expect(run.counts.lostReviews == run.counts.reviewsBefore && run.counts.newReviews == 0)
            let found = try #require(try await bench.models.shadow(of: quiet))
            #expect(found.run == run)
            let first = try await bench.index.index(of: MadeUpRegistration.id(1, at: 1))
            let pairs = found.examples.filter { $0.kind == .lostReview }.map { Set([$0.index, $0.other]) }
            #expect(!pairs.isEmpty && pairs.allSatisfy { $0 == [first, other.index] })
            #expect(try await bench.links() == links)
            #expect(try await bench.index.openReviewCount() == reviews)

            var proving = MatchModel.standard
            proving.provingLine = 5
            let bold = try await bench.file(proving, 2)
            let second = try await bench.models.runShadow(of: bold)
            #expect(second.counts.newLinks > 0)
            #expect(try await bench.models.shadow(of: bold)?.examples.contains { $0.kind == .newLink } == true)
            #expect(try await bench.links() == links)
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `a run goes on where it stood, and only one process runs it`(driver: ContractDriver) async throws {
        try await driver.withStorage { storage in
            let bench = Bench(storage)
            try await bench.register(1...20)
            let id = try await bench.file(Self.asking(from: 3), 1)
            let half = try await storage.write { store in
                let run = try store.models.add(
                    ShadowRun(
                        model: id,
                        against: bench.running.releasedID,
                        end: SourceRecordNumber(trusted: 60),
                        startedAt: TestClock.start,
                        savedAt: TestClock.start
                    )
                )
                var half = run
                (half.last, half.counts.judged, half.counts.newLinks) = (40, 40, 7)
                try store.models.save(half, from: 0)
                return half
            }
            await #expect(throws: StorageConflict.jobMoved) { try await storage.write { try $0.models.add(half) } }
            await #expect(throws: StorageConflict.jobMoved) {
                try await storage.write { try $0.models.save(half, from: 0) }
            }
            await #expect(throws: ModelRefusal.shadowTaken) {
                try await bench.models.runShadow(of: id) { run in
                    // Another process is a step ahead.
                    var ahead = run
                    ahead.last += 1
                    let (saved, last) = (ahead, run.last)
                    try await storage.write { try $0.models.save(saved, from: last) }
                }
            }
            await #expect(throws: ModelRefusal.shadowMissing) { try await bench.models.promote(id, by: bench.act()) }
            let run = try await bench.models.runShadow(of: id)
            #expect(run.id == half.id && run.state == .finished)
            #expect(run.counts.judged == 59 && run.counts.newLinks == 7)
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `a run against a model that runs no more counts for nothing`(driver: ContractDriver) async throws {
        try await driver.withStorage { storage in
            let bench = Bench(storage)
            try await bench.register(1...3)
            let (one, two) = (
                try await bench.file(Self.asking(from: 3), 1), try await bench.file(Self.asking(from: 4), 2)
            )
            _ = try await bench.models.runShadow(of: one)
            _ = try await bench.models.runShadow(of: two)
            try await bench.models.promote(one, by: bench.act())
            await #expect(throws: ModelRefusal.runsAlready) { try await bench.models.promote(one, by: bench.act()) }
            await #expect(throws: ModelRefusal.runsAlready) { try await bench.models.runShadow(of: one) }
            await #expect(throws: ModelRefusal.shadowStale) { try await bench.models.promote(two, by: bench.act()) }
            #expect(bench.running.id == one)
            #expect(try await bench.models.runShadow(of: two).against == one)
            try await bench.models.promote(two, by: bench.act())
            #expect(try await storage.read { try $0.models.running() } == two)
            await #expect(throws: ModelRefusal.unknown) {
                try await bench.models.runShadow(of: ModelID(trusted: "xinglin-1", version: 9))
            }
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `a damaged text is no model, and what is held goes on deciding`(driver: ContractDriver) async throws {
        try await driver.withStorage { storage in
            let bench = Bench(storage)
            try await bench.register(1...3)
            let good = try await bench.file(Self.asking(from: 3), 1)
            let stored = try #require(try await storage.read { try $0.models.find(good) })
            let id = ModelID(trusted: "xinglin-1", version: 2)
            let damaged = StoredModel(
                id: id,
                state: .candidate,
                text: stored.text + "point 90 1\n",
                digest: stored.digest,
                source: stored.source,
                madeAt: TestClock.start
            )
            try await storage.write { try $0.models.add(damaged) }
            await #expect(throws: ModelRefusal.damaged(id)) { try await bench.models.runShadow(of: id) }
            await #expect(throws: ModelRefusal.damaged(id)) { try await bench.models.promote(id, by: bench.act()) }
            try await storage.write {
                try $0.models.move(id, from: .candidate, to: .running, by: Self.account.id, at: TestClock.start)
            }
            await #expect(throws: ModelRefusal.damaged(id)) { try await bench.running.refresh(from: storage) }
            #expect(bench.running.id == bench.running.releasedID)
            // At most one runs, and a model of the release with other figures is noticed.
            await #expect(throws: StorageConflict.versionMoved) {
                try await storage.write {
                    try $0.models.move(good, from: .candidate, to: .running, by: Self.account.id, at: TestClock.start)
                }
            }
            let changed = ModelService(
                storage: storage,
                ambient: bench.ambient,
                running: RunningModel(released: Self.asking(from: 1))
            )
            await #expect(throws: ModelRefusal.releasedDiffers(bench.running.releasedID)) {
                try await changed.keepReleased()
            }
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `what was decided ahead by another model is decided again`(driver: ContractDriver) async throws {
        try await driver.withStorage { storage in
            let bench = Bench(storage)
            try await bench.register(1...3)
            let id = try await bench.file(Self.asking(from: 3), 1)
            let record = try bench.index.seal(
                MadeUpRegistration.fields(1, at: 7),
                as: MadeUpRegistration.id(1, at: 7)
            )
            let forecasts = try await bench.index.forecast([record])
            _ = try await bench.models.runShadow(of: id)
            try await bench.models.promote(id, by: bench.act())
            _ = try await bench.index.register([record], forecasts: forecasts)
            #expect(try await bench.index.why(record.id).reasons.model == id.description)
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `the figures count what there is`(driver: ContractDriver) async throws {
        try await driver.withStorage { storage in
            let bench = Bench(storage)
            try await bench.register(1...10)
            let first = try await bench.index.index(of: MadeUpRegistration.id(1))
            let second = try await bench.index.index(of: MadeUpRegistration.id(2))
            try await bench.index.merge(second, into: first, by: Self.account.id)
            let found = try await bench.index.statistics()
            #expect((found.persons, found.indexes, found.records) == (9, 10, 30))
            #expect(found.links == [.opened: 10, .matched: 20])
            #expect(found.models == ["xinglin-1/0": 30])
            #expect((found.engineMerges, found.reviewerMerges, found.unmerged) == (0, 1, 0))
            #expect(found.blocks > 100 && found.blockRows >= found.blocks && found.crowdedBlocks == 0)
            #expect(found.largestBlock >= 1)
            let rules = try await bench.index.ruleCounts(limit: 100)
            #expect(rules.looked == 30 && rules.rules == [.ownNumber: 20])
        }
    }
}

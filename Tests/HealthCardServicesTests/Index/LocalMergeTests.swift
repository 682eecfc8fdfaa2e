import HealthCardDomain
import HealthCardServices
import Matching
import TestSupport
import Testing

/// Two local ids that an institution says are one patient's.
struct LocalMergeTests {
    /// A clerk's mistake: the same person twice, without what would have shown it.
    private static func twice(_ caller: DeskCaller) async throws -> (prior: SourceRecordID, surviving: SourceRecordID) {
        var bare = SourceStatement()
        bare.name = .said(MadeUpRegistration.fields(1).name)
        let (prior, surviving) = (try DeskCaller.id("OLD"), try DeskCaller.id(1))
        let (one, other) = (try await caller.register(bare, prior), try await caller.register(1))
        #expect(one.index != other.index)
        return (prior, surviving)
    }

    @Test func `a merge joins the persons, the prior id is answered with the surviving, and again is no change`()
        async throws
    {
        let caller = try await DeskCaller()
        let (prior, surviving) = try await Self.twice(caller)
        let answer = try await caller.desk.mergeRecord(prior, into: surviving, by: caller.act())
        #expect((answer.outcome, answer.review) == (.merged, nil))
        #expect(try await caller.desk.identifiers(of: prior, by: caller.act()) == [surviving])
        #expect(try await caller.desk.person(of: surviving, by: caller.act()).records.map(\.isMerged) == [true, false])
        let again = try await caller.desk.mergeRecord(prior, into: surviving, by: caller.act())
        #expect((again.outcome, again.index) == (.unchanged, answer.index))
        let code = try await recordedRefusal { try await caller.register(SourceStatement(), prior) }
        #expect(code == .sourceRecordMerged)
        let merge = try #require(try await caller.desk.history(of: answer.index, by: caller.act()).merges.first)
        #expect(merge.decidedBy?.text == TestRegion.app.id.text)
        #expect(merge.reasons == .institution(surviving.authority))
    }

    @Test func `taking the merge back gives the prior id its own person again`() async throws {
        let caller = try await DeskCaller()
        let (prior, surviving) = try await Self.twice(caller)
        let before = try await caller.desk.person(of: prior, by: caller.act())
        _ = try await caller.desk.mergeRecord(prior, into: surviving, by: caller.act())
        _ = try await caller.desk.unmerge(before.index.number, by: caller.decision())
        #expect(try await caller.desk.identifiers(of: prior, by: caller.act()) == [prior])
        #expect(try await caller.desk.person(of: prior, by: caller.act()).golden == before.golden)
        #expect(try await caller.register(SourceStatement(), prior).outcome == .unchanged)
        let code = try await recordedRefusal {
            _ = try await caller.desk.mergeRecord(prior, into: surviving, by: caller.act())
        }
        #expect(code == .indexHeldApart)
    }

    @Test func `two ids that the engine linked already need no merge of persons`() async throws {
        let caller = try await DeskCaller()
        try await caller.register(1)
        let twin = try DeskCaller.id("AGAIN")
        let index = try await caller.register(DeskCaller.statement(1), twin).index
        let answer = try await caller.desk.mergeRecord(twin, into: DeskCaller.id(1), by: caller.act())
        #expect((answer.outcome, answer.index) == (.merged, index))
        #expect(try await caller.desk.history(of: index, by: caller.act()).merges.isEmpty)
        #expect(try await caller.desk.identifiers(of: index, by: caller.act()) == [DeskCaller.id(1)])
    }

    @Test func `unknown ids, merged ids and one id twice are refused`() async throws {
        let caller = try await DeskCaller()
        let (prior, surviving) = try await Self.twice(caller)
        try await caller.register(2)
        let (other, unknown) = (try DeskCaller.id(2), try DeskCaller.id("NONE"))
        for (one, into, code) in [
            (unknown, surviving, ProblemCode.sourceRecordUnknown), (prior, unknown, .sourceRecordUnknown),
            (prior, prior, .indexSame),
        ] {
            let found = try await recordedRefusal {
                _ = try await caller.desk.mergeRecord(one, into: into, by: caller.act())
            }
            #expect(found == code)
        }
        _ = try await caller.desk.mergeRecord(prior, into: surviving, by: caller.act())
        for (one, into) in [(prior, other), (other, prior)] {
            let found = try await recordedRefusal {
                _ = try await caller.desk.mergeRecord(one, into: into, by: caller.act())
            }
            #expect(found == .sourceRecordMerged)
        }
        let withdrawn = try await recordedRefusal {
            _ = try await caller.desk.withdraw(prior, by: caller.act())
        }
        #expect(withdrawn == .sourceRecordMerged)
    }

    @Test func `two people with valid numbers of their own wait for a person, asked once`() async throws {
        let caller = try await DeskCaller()
        let (one, other) = (try await caller.register(1), try await caller.register(2))
        let first = try await caller.desk.mergeRecord(DeskCaller.id(1), into: DeskCaller.id(2), by: caller.act())
        #expect((first.outcome, first.index) == (.waits, other.index))
        let again = try await caller.desk.mergeRecord(DeskCaller.id(1), into: DeskCaller.id(2), by: caller.act())
        #expect(again == first)
        let open = try await caller.world.services.index.openReviews(limit: 10)
        #expect(open.map(\.id) == [first.review])
        #expect(open.first.map { [$0.lower, $0.higher] } == [one.index, other.index])
        #expect(try await caller.desk.person(one.index, by: caller.act()).index.number == one.index)
    }

    /// Forbids every merge, as an open visit would.
    private struct OpenVisit: MergeCheck {
        func forbids(_ index: IndexNumber, into other: IndexNumber, in store: any Repositories) -> Bool { true }
    }

    @Test func `an open visit makes an institution's merge wait, and refuses an operator's`() async throws {
        let caller = try await DeskCaller()
        let (prior, surviving) = try await Self.twice(caller)
        let services = caller.world.services
        let desk = IndexDesk(ledger: services.ledger, service: services.index, check: OpenVisit())
        #expect(try await desk.mergeRecord(prior, into: surviving, by: caller.act()).outcome == .waits)
        let (one, other) = (
            try await desk.person(of: prior, by: caller.act()).index.number,
            try await desk.person(of: surviving, by: caller.act()).index.number
        )
        #expect(one != other)
        for body in [
            { try await desk.merge(one, into: other, by: caller.decision()) },
            { try await desk.link(prior, to: other, by: caller.decision()) },
        ] as [@Sendable () async throws -> Void] {
            #expect(try await recordedRefusal(of: body) == .indexMergeForbidden)
        }
    }
}

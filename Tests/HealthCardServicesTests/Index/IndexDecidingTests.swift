import HealthCardDomain
import HealthCardServices
import Matching
import TestSupport
import Testing

/// What operators of the centre decide at the desk of the index.
struct IndexDecidingTests {
    @Test func `a golden view names the record that each field comes from`() async throws {
        let caller = try await DeskCaller()
        let index = try await caller.register(1).index
        var statement = DeskCaller.statement(1)
        statement.phone = .said("13900000000")
        try await caller.register(statement, DeskCaller.id(1, at: TestRegion.otherHospital))
        let view = try await caller.desk.person(index, by: caller.decision())
        let phone = try #require(view.golden.fields[.phone])
        #expect(phone.value.exposed == "13900000000")
        let origin = try #require(view.records.first { $0.number == phone.origin })
        #expect(origin.id == (try DeskCaller.id(1, at: TestRegion.otherHospital)))
        #expect("\(view)" == "<redacted>")
        let why = try await caller.desk.why(origin.id, by: caller.decision())
        #expect(why.origin == .matched && why.reasons.text.contains("rule own-number"))
    }

    @Test func `only the centre decides`() async throws {
        let caller = try await DeskCaller()
        let (one, other) = (try await caller.register(1).index, try await caller.register(2).index)
        let code = try await recordedRefusal { try await caller.desk.merge(one, into: other, by: caller.act()) }
        #expect(code == .operationNotAllowed)
        let clerk = caller.world.act(.account(TestRegion.clerk))
        #expect(
            try await recordedRefusal { try await caller.desk.holdApart(one, other, by: clerk) } == .operationNotAllowed
        )
    }

    @Test func `an unmerge names who saw two people as one meanwhile, and nobody else`() async throws {
        let caller = try await DeskCaller()
        let (one, other) = (try await caller.register(1).index, try await caller.register(2).index)
        // Before the merge nothing was wrong.
        _ = try await caller.desk.person(one, by: caller.act())
        try await caller.desk.merge(other, into: one, by: caller.decision())
        caller.world.clock.advance(by: 1)
        _ = try await caller.desk.person(one, by: caller.act(.app(TestRegion.hospitalApp)))
        _ = try await caller.desk.identifiers(of: other, by: caller.act())
        _ = try await caller.desk.match(MadeUpRegistration.fields(2), by: caller.act())
        _ = try await caller.desk.history(of: one, by: caller.act())
        let stranger = try await caller.register(3).index
        _ = try await caller.desk.person(stranger, by: caller.act())
        let answer = try await caller.desk.unmerge(other, by: caller.decision())
        #expect((answer.merge.index, answer.merge.into, answer.isCut) == (other, one, false))
        #expect(answer.seen.map(\.operation) == [.indexMatch, .indexRead, .indexRead])
        #expect(answer.seen.map(\.actor) == [TestRegion.app, TestRegion.app, TestRegion.hospitalApp].map(\.id.text))
        #expect(answer.seen.allSatisfy { $0.index == one })
        let decisions = try await caller.world.audit().filter { $0.operation == .indexDecide }
        #expect(decisions.map(\.index) == [other, one, other, one])
        #expect(decisions.allSatisfy { $0.actor == TestRegion.centre.id.text && $0.role == .centre })
    }

    @Test func `unlink, link, holding apart and taking it back are acts of the centre`() async throws {
        let caller = try await DeskCaller()
        let index = try await caller.register(1).index
        try await caller.register(1, at: TestRegion.otherHospital)
        let id = try DeskCaller.id(1, at: TestRegion.otherHospital)
        let alone = try await caller.desk.unlink(id, by: caller.decision())
        #expect(try await caller.desk.person(of: id, by: caller.act()).index.number == alone)
        let apart = try await recordedRefusal { try await caller.desk.link(id, to: index, by: caller.decision()) }
        #expect(apart == .indexHeldApart)
        try await caller.desk.withdrawApart(alone, index, by: caller.decision())
        let gone = try await recordedRefusal {
            try await caller.desk.withdrawApart(alone, index, by: caller.decision())
        }
        #expect(gone == .indexNotHeldApart)
        try await caller.desk.link(id, to: index, by: caller.decision())
        #expect(try await caller.desk.person(of: id, by: caller.act()).index.number == index)
        let only = try await recordedRefusal { _ = try await caller.desk.unmerge(index, by: caller.decision()) }
        #expect(only == .indexNotMerged)
        try await caller.register(2)
        let last = try await recordedRefusal {
            _ = try await caller.desk.unlink(DeskCaller.id(2), by: caller.decision())
        }
        #expect(last == .indexOnlyRecord)
        let same = try await recordedRefusal { try await caller.desk.holdApart(alone, index, by: caller.decision()) }
        #expect(same == .indexSame)
    }

    @Test func `a review that is not there and one that was answered are refused`() async throws {
        let caller = try await DeskCaller()
        for person in [1, 2] { try await caller.register(person) }
        let merge = try await caller.desk.mergeRecord(DeskCaller.id(1), into: DeskCaller.id(2), by: caller.act())
        let review = try #require(merge.review)
        let service = caller.world.services.index
        let reviewer = TestRegion.centre.id
        await #expect(throws: IndexRefusal.reviewUnknown) {
            try await service.decideReview(review + 1, .same, by: reviewer)
        }
        try await service.decideReview(review, .notSame, by: reviewer)
        await #expect(throws: IndexRefusal.reviewClosed) {
            try await service.decideReview(review, .same, by: reviewer)
        }
        #expect([IndexRefusal.reviewUnknown, .reviewClosed].map(\.code) == [.reviewUnknown, .reviewClosed])
    }
}

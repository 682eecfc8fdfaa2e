import HealthCardDomain
import HealthCardServices
import Matching
import TestSupport
import Testing

/// What institutions say to the desk of the index.
struct IndexFeedTests {
    @Test func `one person at two hospitals is one index, and the audit log names it`() async throws {
        let caller = try await DeskCaller()
        let first = try await caller.register(1)
        let second = try await caller.register(1, at: TestRegion.otherHospital)
        #expect((first.outcome, first.version, first.origin) == (.added, 1, .opened))
        #expect((second.outcome, second.index, second.origin) == (.added, first.index, .matched))
        let entries = try await caller.world.audit()
        #expect(entries.map(\.operation) == [.indexFeed, .indexFeed])
        #expect(entries.map(\.index) == [first.index, first.index])
        #expect(entries.map(\.institution) == [TestRegion.hospital, TestRegion.otherHospital])
        #expect(entries.allSatisfy { $0.outcome == AuditEntry.succeeded && $0.shown.isEmpty })
    }

    @Test func `what is not mentioned stays, and what is said to be nothing goes`() async throws {
        let caller = try await DeskCaller()
        try await caller.register(1)
        let id = try DeskCaller.id(1)
        var statement = SourceStatement()
        statement.address = .nothing
        statement.phone = .said("13900000000")
        let answer = try await caller.register(statement, id)
        #expect((answer.outcome, answer.version) == (.revised, 2))
        let history = try await caller.desk.history(of: id, by: caller.act())
        let (before, after) = (MadeUpRegistration.fields(1), try #require(history.versions.last?.fields))
        #expect((after.name, after.idNumber, after.birthDate) == (before.name, before.idNumber, before.birthDate))
        #expect((after.address, after.phone) == ("", "13900000000"))
        #expect((after.institution, after.localID) == (TestRegion.hospital.text, "P1"))
        // The same once more, and nothing at all, change nothing.
        #expect(try await caller.register(statement, id).outcome == .unchanged)
        let silent = try await caller.register(SourceStatement(), id)
        #expect((silent.outcome, silent.version) == (.unchanged, 2))
    }

    @Test func `a stale version is refused and loses nothing`() async throws {
        let caller = try await DeskCaller()
        let id = try DeskCaller.id(1)
        let answer = try await caller.desk.register(
            DeskCaller.statement(1),
            as: id,
            expecting: 0,
            by: caller.act()
        )
        #expect(answer.version == 1)
        for stale in [0, 2] {
            var statement = SourceStatement()
            statement.phone = .said("13900000000")
            let (said, expected) = (statement, stale)
            let code = try await recordedRefusal {
                _ = try await caller.desk.register(said, as: id, expecting: expected, by: caller.act())
            }
            #expect(code == .sourceRecordVersionStale)
        }
        #expect(try await caller.desk.history(of: id, by: caller.act()).versions.count == 1)
        let code = try await recordedRefusal {
            _ = try await caller.desk.withdraw(id, expecting: 2, by: caller.act())
        }
        #expect(code == .sourceRecordVersionStale)
    }

    @Test func `a key gives the same answer once more, and means one request`() async throws {
        let caller = try await DeskCaller()
        let key = try IdempotencyKey("key-of-register")
        let (id, statement) = (try DeskCaller.id(1), DeskCaller.statement(1))
        let first = try await caller.desk.register(statement, as: id, key: key, by: caller.act())
        var changed = SourceStatement()
        changed.phone = .said("13900000000")
        try await caller.register(changed, id)
        let again = try await caller.desk.register(statement, as: id, key: key, by: caller.act())
        #expect(again == first)
        #expect(try await caller.desk.history(of: id, by: caller.act()).versions.count == 2)
        let other = changed
        let code = try await recordedRefusal {
            _ = try await caller.desk.register(other, as: id, key: key, by: caller.act())
        }
        #expect(code == .idempotencyKeyReused)
    }

    @Test func `an institution speaks for itself alone`() async throws {
        let caller = try await DeskCaller()
        let own = Actor.app(TestRegion.hospitalApp)
        try await caller.register(DeskCaller.statement(1), DeskCaller.id(1), by: own)
        let others = try DeskCaller.id(1, at: TestRegion.otherHospital)
        try await caller.register(DeskCaller.statement(1), others)
        for body in [
            { _ = try await caller.register(SourceStatement(), others, by: own) },
            { _ = try await caller.desk.withdraw(others, by: caller.act(own)) },
            { _ = try await caller.desk.mergeRecord(DeskCaller.id(1), into: others, by: caller.act(own)) },
            { _ = try await caller.desk.mergeRecord(others, into: DeskCaller.id(1), by: caller.act(own)) },
            { _ = try await caller.desk.history(of: others, by: caller.act(own)) },
            { _ = try await caller.desk.why(others, by: caller.act(own)) },
        ] as [@Sendable () async throws -> Void] {
            #expect(try await recordedRefusal(of: body) == .authorityOfOthers)
        }
        let unknown = try DeskCaller.id(1, at: InstitutionCode(trusted: "H-none"))
        #expect(
            try await recordedRefusal { try await caller.register(DeskCaller.statement(1), unknown) }
                == .authorityUnknown
        )
        let frozen = try DeskCaller.id(1, at: TestRegion.frozenHospital)
        let code = try await recordedRefusal { try await caller.register(DeskCaller.statement(1), frozen) }
        #expect(code == .institutionNotAuthorised)
    }

    @Test func `an app without the authorisation is refused, and the log says so`() async throws {
        let caller = try await DeskCaller()
        let code = try await recordedRefusal {
            try await caller.register(DeskCaller.statement(1), DeskCaller.id(1), by: .app(TestRegion.idleApp))
        }
        #expect(code == .operationNotAllowed)
        let entry = try #require(try await caller.world.audit().last)
        #expect((entry.operation, entry.outcome, entry.index) == (.indexFeed, "operation_not_allowed", nil))
    }

    @Test func `a field that is too long is refused by its name`() async throws {
        let caller = try await DeskCaller()
        var statement = DeskCaller.statement(1)
        statement.guardianIDNumber = .said(String(repeating: "1", count: IndexService.fieldBytes + 1))
        let said = statement
        do {
            try await caller.register(said, DeskCaller.id(1))
            Issue.record("Nothing was refused.")
        } catch let recorded as RecordedRefusal {
            #expect((recorded.refusal.code, recorded.refusal.field) == (.fieldTooLong, "guardian_id_no"))
        }
    }

    @Test func `a withdrawn record is unknown until it is registered again, and comes back to its person`() async throws
    {
        let caller = try await DeskCaller()
        let first = try await caller.register(1)
        let id = try DeskCaller.id(1)
        caller.world.clock.advance(by: 1)
        let gone = try await caller.desk.withdraw(id, by: caller.act())
        #expect((gone.outcome, gone.index) == (.withdrawn, first.index))
        #expect(try await caller.desk.withdraw(id, by: caller.act()).outcome == .unchanged)
        for body in [
            { _ = try await caller.desk.identifiers(of: id, by: caller.act()) },
            { _ = try await caller.desk.person(of: id, by: caller.act()) },
            { _ = try await caller.desk.why(id, by: caller.act()) },
        ] as [@Sendable () async throws -> Void] {
            #expect(try await recordedRefusal(of: body) == .sourceRecordUnknown)
        }
        #expect(try await caller.desk.person(first.index, by: caller.act()).records.isEmpty)
        #expect(
            try await caller.desk.history(of: id, by: caller.act()).links.map(\.validUntil) == [caller.world.clock.now]
        )
        // Somebody who would have matched opens an index of their own meanwhile: nothing of the record is found.
        let back = try await caller.register(SourceStatement(), id)
        #expect((back.outcome, back.index, back.version) == (.added, first.index, 1))
        #expect(try await caller.desk.identifiers(of: id, by: caller.act()) == [id])
        #expect(try await caller.register(1, at: TestRegion.otherHospital).index == first.index)
        let kinds = try await caller.desk.history(of: first.index, by: caller.act()).events.map(\.kind)
        #expect(kinds == [.create, .unlink, .link, .link])
    }

    @Test func `nobody is asked about a person without records, and everybody again once the record is back`()
        async throws
    {
        let caller = try await DeskCaller()
        try await caller.register(1)
        let fields = MadeUpRegistration.doubtful(1)
        var doubtful = SourceStatement()
        (doubtful.name, doubtful.sex) = (.said(fields.name), .said(fields.sex))
        (doubtful.birthDate, doubtful.phone) = (.said(fields.birthDate), .said(fields.phone))
        let others = try DeskCaller.id(1, at: TestRegion.otherHospital)
        #expect(try await caller.register(doubtful, others).reviews == 1)
        let openCount = { try await caller.world.storage.read { try $0.reviewQueue.counts().openCount } }
        for id in [others, try DeskCaller.id(1)] {
            #expect(try await openCount() == 1)
            _ = try await caller.desk.withdraw(id, by: caller.act())
            #expect(try await openCount() == 0)
            _ = try await caller.register(SourceStatement(), id)
        }
        #expect(try await openCount() == 1)
    }

    @Test func `a withdrawn local id that comes back with somebody else's words is theirs`() async throws {
        let caller = try await DeskCaller()
        let first = try await caller.register(1)
        let id = try DeskCaller.id(1)
        _ = try await caller.desk.withdraw(id, by: caller.act())
        let other = try await caller.register(DeskCaller.statement(2), id)
        #expect(other.index != first.index)
        #expect((other.outcome, other.version) == (.added, 2))
        #expect(try await caller.desk.person(first.index, by: caller.act()).records.isEmpty)
        #expect(try await caller.desk.person(other.index, by: caller.act()).identifiers == [id])
    }

    @Test func `words of somebody whose record was withdrawn match nothing of it`() async throws {
        let caller = try await DeskCaller()
        let first = try await caller.register(1)
        _ = try await caller.desk.withdraw(DeskCaller.id(1), by: caller.act())
        let later = try await caller.register(1, at: TestRegion.otherHospital)
        #expect(later.origin == .opened)
        #expect(later.index != first.index)
    }
}

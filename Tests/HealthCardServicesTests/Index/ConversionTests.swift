import HealthCardDomain
import HealthCardServices
import Matching
import TestSupport
import Testing

/// Registrations that do not say who the person is yet, and what becomes of them.
struct ConversionTests {
    private static let mother = 500
    private static let day = 86_400.0

    /// A newborn in the maternity ward, under the mother's name.
    private static func newborn(_ ending: String, sex: String = "2") -> SourceStatement {
        var statement = SourceStatement()
        statement.name = .said(MadeUpRegistration.name(mother) + ending)
        statement.sex = .said(sex)
        statement.birthDate = .said("2026-09-20")
        statement.phone = .said("13812345678")
        statement.guardianName = .said(MadeUpRegistration.name(mother))
        statement.guardianIDNumber = .said(MadeUpRegistration.number(mother))
        statement.registeredOn = .said("2026-09-21")
        return statement
    }

    /// What the parents say some weeks later: a name and a number of the child's own.
    private static func named(_ name: String, sequence: String) throws -> SourceStatement {
        let digits = "51010420260920" + sequence
        var statement = SourceStatement()
        statement.name = .said(name)
        statement.idType = .said("01")
        statement.idNumber = .said(digits + String(try #require(CitizenIDNumber.checkCharacter(of17Digits: digits))))
        statement.registeredOn = .said("2026-10-20")
        return statement
    }

    private static func stranger(sex: String) -> SourceStatement {
        var statement = SourceStatement()
        statement.name = .said("无名氏")
        statement.sex = .said(sex)
        statement.birthDate = .said("1970-01-01")
        return statement
    }

    private static func sex(of person: Int) -> String { MadeUpRegistration.fields(person).sex }

    private static func kind(_ caller: DeskCaller, _ index: IndexNumber) async throws -> PersonKind? {
        try await caller.desk.person(index, by: caller.act()).kind
    }

    @Test func `a person is of the kind that the best of the records makes them`() async throws {
        let caller = try await DeskCaller()
        let whole = try await caller.register(1)
        #expect(try await Self.kind(caller, whole.index) == .identified)
        var bare = SourceStatement()
        bare.name = .said(MadeUpRegistration.name(2))
        let named = try await caller.register(bare, DeskCaller.id("N"))
        #expect(try await Self.kind(caller, named.index) == .named)
        for (name, kind) in [("临时患者", PersonKind.temporary), ("无名氏", .unidentified), ("测试", .test)] {
            var statement = SourceStatement()
            statement.name = .said(name)
            let answer = try await caller.register(statement, DeskCaller.id(kind.rawValue))
            #expect(try await Self.kind(caller, answer.index) == kind)
        }
        let child = try await caller.register(Self.newborn("之女"), DeskCaller.id("B"))
        #expect(try await Self.kind(caller, child.index) == .newborn)
        _ = try await caller.desk.withdraw(DeskCaller.id("B"), by: caller.act())
        #expect(try await Self.kind(caller, child.index) == nil)
    }

    @Test func `a newborn that is named keeps its index and its history`() async throws {
        let caller = try await DeskCaller()
        let id = try DeskCaller.id("B1")
        let born = try await caller.register(Self.newborn("之女"), id)
        let named = try await caller.register(Self.named("陈小雨", sequence: "118"), id)
        #expect((named.outcome, named.index, named.version) == (.revised, born.index, 2))
        #expect(try await Self.kind(caller, born.index) == .identified)
        let events = try await caller.desk.history(of: born.index, by: caller.act()).events
        #expect(events.map(\.kind) == [.create, .convert])
        let history = try await caller.desk.history(of: id, by: caller.act())
        #expect(history.versions.map(\.fields.name) == [MadeUpRegistration.name(Self.mother) + "之女", "陈小雨"])
        let reasons = try #require(history.links.last?.reasons)
        #expect(reasons.text.hasPrefix("converted newborn"))
        #expect(reasons.inWords.contains { $0.chinese.contains("新生儿") })
        // The child is found by its name from now on.
        var description = MadeUpRegistration.fields(1)
        (description.name, description.sex, description.birthDate) = ("陈小雨", "2", "2026-09-20")
        (description.idNumber, description.phone) = ("", "13812345678")
        let found = try await caller.desk.match(description, by: caller.act())
        #expect(found.first?.person.index.number == born.index)
    }

    @Test func `twins are converted each to their own`() async throws {
        let caller = try await DeskCaller()
        let (elder, younger) = (try DeskCaller.id("T1"), try DeskCaller.id("T2"))
        let first = try await caller.register(Self.newborn("之大女"), elder)
        let second = try await caller.register(Self.newborn("之小女"), younger)
        #expect(first.index != second.index)
        let named = try await caller.register(Self.named("陈小雨", sequence: "118"), elder)
        let other = try await caller.register(Self.named("陈小雪", sequence: "126"), younger)
        #expect((named.outcome, named.index) == (.revised, first.index))
        #expect((other.outcome, other.index) == (.revised, second.index))
        for index in [first.index, second.index] {
            #expect(try await Self.kind(caller, index) == .identified)
            #expect(try await caller.desk.history(of: index, by: caller.act()).merges.isEmpty)
        }
    }

    @Test func `a stranger who turns out to be known is joined with them, and un-merged exactly`() async throws {
        let caller = try await DeskCaller()
        let known = try await caller.register(1, at: TestRegion.otherHospital)
        let before = try await caller.desk.person(known.index, by: caller.act())
        let id = try DeskCaller.id("U1")
        let stranger = try await caller.register(Self.stranger(sex: Self.sex(of: 1)), id)
        #expect(try await Self.kind(caller, stranger.index) == .unidentified)
        let answer = try await caller.register(DeskCaller.statement(1), id)
        #expect((answer.outcome, answer.index) == (.revised, known.index))
        #expect(try await caller.desk.person(stranger.index, by: caller.act()).index.number == known.index)
        let reasons = try await caller.desk.why(id, by: caller.act()).reasons
        #expect(reasons.text == "converted unidentified")
        _ = try await caller.desk.unmerge(stranger.index, by: caller.decision())
        let after = try await caller.desk.person(known.index, by: caller.act())
        #expect((after.golden, after.records, after.merged) == (before.golden, before.records, before.merged))
        #expect(try await caller.desk.person(stranger.index, by: caller.act()).identifiers == [id])
        let events = try await caller.desk.history(of: stranger.index, by: caller.act()).events
        #expect(events.map(\.kind) == [.create, .convert, .merge, .unmerge])
        let versions = try await caller.desk.history(of: id, by: caller.act()).versions
        #expect(versions.map(\.fields.name) == ["无名氏", MadeUpRegistration.name(1)])
    }

    @Test func `of a stranger and a younger index the stranger's survives`() async throws {
        let caller = try await DeskCaller()
        let id = try DeskCaller.id("U1")
        let stranger = try await caller.register(Self.stranger(sex: Self.sex(of: 1)), id)
        let known = try await caller.register(1, at: TestRegion.otherHospital)
        #expect(try await caller.register(DeskCaller.statement(1), id).index == stranger.index)
        #expect(try await caller.desk.person(known.index, by: caller.act()).index.number == stranger.index)
        #expect(try await caller.register(1, at: TestRegion.otherHospital).index == stranger.index)
    }

    @Test func `where the new content proves nobody a reviewer is asked, and the index stays`() async throws {
        let caller = try await DeskCaller()
        let known = try await caller.register(1, at: TestRegion.otherHospital)
        let id = try DeskCaller.id("U1")
        let stranger = try await caller.register(Self.stranger(sex: Self.sex(of: 1)), id)
        let doubtful = MadeUpRegistration.doubtful(1)
        var statement = SourceStatement()
        (statement.name, statement.birthDate) = (.said(doubtful.name), .said(doubtful.birthDate))
        statement.phone = .said(doubtful.phone)
        let answer = try await caller.register(statement, id)
        #expect((answer.outcome, answer.index, answer.reviews) == (.revised, stranger.index, 1))
        let review = try #require(try await caller.world.services.index.openReviews(limit: 2).first)
        #expect(Set([review.lower, review.higher]) == [known.index, stranger.index])
    }

    @Test func `a stranger stays one person while little is known`() async throws {
        let caller = try await DeskCaller()
        let id = try DeskCaller.id("U1")
        let stranger = try await caller.register(Self.stranger(sex: "1"), id)
        var statement = SourceStatement()
        statement.address = .said("杏林市中心医院急诊科")
        let answer = try await caller.register(statement, id)
        #expect((answer.outcome, answer.index) == (.revised, stranger.index))
        let events = try await caller.desk.history(of: stranger.index, by: caller.act()).events
        #expect(events.map(\.kind) == [.create, .update])
    }

    @Test(arguments: [(10, false, true), (91, false, false), (91, true, true)])
    func `after its term a local id may be somebody else's, unless the caller saw the version`(
        days: Int,
        isSeen: Bool,
        isConverted: Bool
    ) async throws {
        let caller = try await DeskCaller()
        let id = try DeskCaller.id("U1")
        let stranger = try await caller.register(Self.stranger(sex: Self.sex(of: 1)), id)
        caller.world.clock.advance(by: Double(days) * Self.day)
        let answer = try await caller.desk.register(
            DeskCaller.statement(1),
            as: id,
            expecting: isSeen ? 1 : nil,
            by: caller.act()
        )
        #expect((answer.index == stranger.index) == isConverted)
        #expect(answer.outcome == (isConverted ? .revised : .added))
        #expect(try await Self.kind(caller, stranger.index) == (isConverted ? .identified : .unidentified))
    }

    @Test func `who cannot be the same is another person, whatever the local id`() async throws {
        let caller = try await DeskCaller()
        let other = Self.sex(of: 1) == "1" ? "2" : "1"
        let stranger = try await caller.register(Self.stranger(sex: other), DeskCaller.id("U1"))
        #expect(try await caller.register(DeskCaller.statement(1), DeskCaller.id("U1")).index != stranger.index)
        // The mother under her child's local id.
        let child = try await caller.register(Self.newborn("之女"), DeskCaller.id("B1"))
        var mother = DeskCaller.statement(Self.mother)
        (mother.guardianName, mother.guardianIDNumber) = (.nothing, .nothing)
        #expect(try await caller.register(mother, DeskCaller.id("B1")).index != child.index)
        #expect(try await Self.kind(caller, child.index) == .newborn)
        // The next child under the first one's.
        let first = try await caller.register(Self.newborn("之女"), DeskCaller.id("B2"))
        var next = Self.newborn("之女")
        next.birthDate = .said("2027-11-02")
        #expect(try await caller.register(next, DeskCaller.id("B2")).index != first.index)
    }

    @Test func `whom a reviewer held apart a conversion does not join`() async throws {
        let caller = try await DeskCaller()
        let known = try await caller.register(1, at: TestRegion.otherHospital)
        let id = try DeskCaller.id("U1")
        let stranger = try await caller.register(Self.stranger(sex: Self.sex(of: 1)), id)
        try await caller.desk.holdApart(known.index, stranger.index, by: caller.decision())
        let answer = try await caller.register(DeskCaller.statement(1), id)
        #expect((answer.outcome, answer.index) == (.added, known.index))
        #expect(try await caller.desk.person(stranger.index, by: caller.act()).index.number == stranger.index)
        #expect(try await Self.kind(caller, stranger.index) == .unidentified)
    }

    @Test func `what should be named by now is listed for its institution alone, until somebody names it`() async throws
    {
        let caller = try await DeskCaller()
        let (own, others) = (Actor.app(TestRegion.hospitalApp), TestRegion.otherHospital)
        let child = try await caller.register(Self.newborn("之女"), DeskCaller.id("B1"))
        try await caller.register(Self.stranger(sex: "1"), DeskCaller.id("U1"))
        try await caller.register(Self.stranger(sex: "2"), DeskCaller.id("U2", at: others))
        let authority = try DeskCaller.id("B1").authority
        func overdue() async throws -> [OverdueRecord] {
            try await caller.desk.overdue(of: authority, by: caller.act(own)).records
        }
        #expect(try await overdue().isEmpty)
        caller.world.clock.advance(by: 100 * Self.day)
        #expect(try await overdue().map(\.id) == [DeskCaller.id("U1")])
        caller.world.clock.advance(by: 300 * Self.day)
        let both = try await overdue()
        #expect(both.map(\.kind) == [.newborn, .unidentified])
        #expect(both.map(\.version) == [1, 1] && both.first?.index == child.index)
        let page = try await caller.desk.overdue(of: authority, limit: 1, by: caller.act(own))
        #expect(page.records == [both[0]])
        let rest = try await caller.desk.overdue(of: authority, after: page.next, limit: 1, by: caller.act(own))
        #expect(rest.records == [both[1]] && rest.next == nil)
        #expect(try await caller.world.audit().last?.shown == [.localID])
        let code = try await recordedRefusal {
            let other = try DeskCaller.id("U2", at: others).authority
            _ = try await caller.desk.overdue(of: other, by: caller.act(own))
        }
        #expect(code == .authorityOfOthers)
        let act = caller.decision()
        let counts = try await caller.world.services.indexQuality.quality(by: act).overdue
        #expect(counts.map(\.kind) == [.newborn, .unidentified, .unidentified])
        #expect(counts.allSatisfy { $0.count == 1 })
        // Another hospital knows the child's name: nothing is left to ask.
        var named = try Self.named("陈小雨", sequence: "118")
        (named.sex, named.birthDate) = (.said("2"), .said("2026-09-20"))
        let elsewhere = try await caller.register(named, DeskCaller.id("K1", at: others))
        try await caller.desk.link(DeskCaller.id("B1"), to: elsewhere.index, by: caller.decision())
        #expect(try await overdue().map(\.id) == [DeskCaller.id("U1")])
    }
}

import HealthCardDomain
import HealthCardServices
import Matching
import TestSupport
import Testing

/// What callers ask of the desk of the index.
struct IndexAskingTests {
    @Test func `all local ids of a person come in order, and unknown things are told apart`() async throws {
        let caller = try await DeskCaller()
        let index = try await caller.register(1, at: TestRegion.otherHospital).index
        try await caller.register(1)
        let ids = [try DeskCaller.id(1), try DeskCaller.id(1, at: TestRegion.otherHospital)]
        for id in ids { #expect(try await caller.desk.identifiers(of: id, by: caller.act()) == ids) }
        #expect(try await caller.desk.identifiers(of: index, by: caller.act()) == ids)
        let entry = try #require(try await caller.world.audit().last)
        #expect((entry.operation, entry.index, entry.shown) == (.indexRead, index, [.localID]))
        let unknown = try await recordedRefusal {
            _ = try await caller.desk.identifiers(of: DeskCaller.id(2), by: caller.act())
        }
        #expect(unknown == .sourceRecordUnknown)
        let nowhere = try DeskCaller.id(1, at: InstitutionCode(trusted: "H-none"))
        let foreign = try await recordedRefusal { _ = try await caller.desk.identifiers(of: nowhere, by: caller.act()) }
        #expect(foreign == .authorityUnknown)
        let number = IndexNumber(trusted: 1_000)
        let nobody = try await recordedRefusal { _ = try await caller.desk.identifiers(of: number, by: caller.act()) }
        #expect(nobody == .indexUnknown)
    }

    @Test func `a match is certain just where the engine would link, and files nothing`() async throws {
        let caller = try await DeskCaller()
        let index = try await caller.register(1).index
        try await caller.register(2)
        var fields = MadeUpRegistration.fields(1)
        (fields.institution, fields.localID) = ("", "")
        let certain = try await caller.desk.match(fields, by: caller.act())
        #expect(certain.map(\.person.index.number) == [index])
        #expect(certain.map(\.grade) == [.certain])
        #expect(certain[0].probability >= 0.9999)
        let entry = try #require(try await caller.world.audit().last)
        #expect((entry.operation, entry.index) == (.indexMatch, index))
        #expect(Set(entry.shown).isSuperset(of: [.name, .idNumber, .localID]))
        #expect(try await caller.desk.history(of: index, by: caller.act()).events.map(\.kind) == [.create])
        // Name and birth date alone prove nothing.
        let vague = SourceFields(name: fields.name, birthDate: fields.birthDate)
        let likely = try await caller.desk.match(vague, by: caller.act())
        #expect(likely.map(\.person.index.number) == [index])
        #expect(likely.allSatisfy { $0.grade == .probable || $0.grade == .possible })
        #expect(try await caller.desk.match(vague, onlyCertain: true, by: caller.act()).isEmpty)
        #expect(try await caller.desk.match(SourceFields(), by: caller.act()).isEmpty)
        #expect(try await caller.desk.match(MadeUpRegistration.fields(3), by: caller.act()).isEmpty)
    }

    @Test func `whoever has another valid number is certainly not meant, and shown on demand only`() async throws {
        let caller = try await DeskCaller()
        let index = try await caller.register(1).index
        var fields = MadeUpRegistration.fields(1)
        (fields.institution, fields.localID) = ("", "")
        // The same birth date and sex, another valid number.
        let digits =
            String(fields.idNumber.prefix(14)) + (fields.idNumber.dropFirst(14).hasPrefix("013") ? "035" : "013")
        fields.idNumber = digits + String(try #require(CitizenIDNumber.checkCharacter(of17Digits: digits)))
        // At one mobile phone the number may have been changed.
        #expect(try await caller.desk.match(fields, by: caller.act()).map(\.grade) == [.possible])
        fields.phone = ""
        #expect(try await caller.desk.match(fields, by: caller.act()).isEmpty)
        let all = try await caller.desk.match(fields, countingOut: true, by: caller.act())
        #expect(all.map(\.grade) == [.certainlyNot])
        #expect(all.map(\.person.index.number) == [index])
    }

    @Test func `a withdrawn record and a person without records match nobody`() async throws {
        let caller = try await DeskCaller()
        try await caller.register(1)
        _ = try await caller.desk.withdraw(DeskCaller.id(1), by: caller.act())
        #expect(try await caller.desk.match(MadeUpRegistration.fields(1), by: caller.act()).isEmpty)
        var search = PersonSearch()
        search.name = MadeUpRegistration.name(1)
        #expect(try await caller.desk.search(search, by: caller.act()).persons.isEmpty)
    }

    @Test func `a search finds who meets all of it, by each thing that it can begin with`() async throws {
        let caller = try await DeskCaller()
        let index = try await caller.register(1).index
        try await caller.register(2)
        let fields = MadeUpRegistration.fields(1)
        var searches = [PersonSearch](repeating: PersonSearch(), count: 5)
        searches[0].name = fields.name
        (searches[1].name, searches[1].birthDate) = (fields.name, fields.birthDate)
        (searches[2].idType, searches[2].idNumber) = (fields.idType, fields.idNumber)
        (searches[3].phone, searches[3].sex) = (fields.phone, fields.sex)
        searches[4].localID = try DeskCaller.id(1).localID
        searches[4].authority = try DeskCaller.id(1).authority
        for search in searches {
            #expect(try await caller.desk.search(search, by: caller.act()).persons.map(\.index.number) == [index])
            var wrong = search
            wrong.birthDate = "1901-02-03"
            #expect(try await caller.desk.search(wrong, by: caller.act()).persons.isEmpty)
        }
        var elsewhere = searches[0]
        elsewhere.authority = AssigningAuthority(trusted: TestRegion.otherHospital.text)
        #expect(try await caller.desk.search(elsewhere, by: caller.act()).persons.isEmpty)
        var placeholder = searches[0]
        placeholder.phone = "00000000000"
        #expect(try await caller.desk.search(placeholder, by: caller.act()).persons.isEmpty)
    }

    @Test func `a search that cannot begin is refused, and so is one in an unknown domain`() async throws {
        let caller = try await DeskCaller()
        var search = PersonSearch()
        search.birthDate = "1990-01-02"
        let wide = search
        let code = try await recordedRefusal { _ = try await caller.desk.search(wide, by: caller.act()) }
        #expect(code == .searchTooWide)
        search.name = "王伟"
        search.authority = AssigningAuthority(trusted: "H-none")
        let foreign = search
        let unknown = try await recordedRefusal { _ = try await caller.desk.search(foreign, by: caller.act()) }
        #expect(unknown == .authorityUnknown)
    }

    @Test func `a search pages through namesakes, each once`() async throws {
        let caller = try await DeskCaller()
        var indexes: Set<IndexNumber> = []
        for person in 1...7 {
            var statement = DeskCaller.statement(person)
            statement.name = .said("王小明")
            indexes.insert(try await caller.register(statement, DeskCaller.id(person)).index)
        }
        #expect(indexes.count == 7)
        var search = PersonSearch()
        search.name = "王小明"
        var (found, pages): ([IndexNumber], [Int]) = ([], [])
        var pointer: SearchPointer?
        repeat {
            let page = try await caller.desk.search(search, after: pointer, limit: 3, by: caller.act())
            found += page.persons.map(\.index.number)
            pages.append(page.persons.count)
            pointer = try page.next.map { try #require(SearchPointer($0.text)) }
        } while pointer != nil && pages.count < 10
        #expect(pages == [3, 3, 1])
        #expect(found == indexes.sorted())
        for text in ["", "i0", "i-1", "i01", "b1", "i1 ", "i99999999999999999999999"] {
            #expect(SearchPointer(text) == nil, "\(text)")
        }
    }
}

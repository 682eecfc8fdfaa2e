import HealthCardDomain
import HealthCardServices
import Matching
import TestSupport
import Testing

/// Guardians, who are relations of a person and identify nobody.
struct RelationTests {
    private static let guardian = 500

    private static func child(_ name: String, born: String, guardian: Int = guardian) -> SourceStatement {
        var statement = SourceStatement()
        (statement.name, statement.sex, statement.birthDate) = (.said(name), .said("2"), .said(born))
        statement.guardianName = .said(MadeUpRegistration.name(guardian))
        statement.guardianIDNumber = .said(MadeUpRegistration.number(guardian))
        return statement
    }

    @Test func `one guardian of several children is one index, and the guardian's page names no child`() async throws {
        let caller = try await DeskCaller()
        let guardian = try await caller.register(Self.guardian, at: TestRegion.otherHospital)
        let children = [
            try await caller.register(Self.child("陈小雨", born: "2019-03-02"), DeskCaller.id("C1")),
            try await caller.register(Self.child("陈小雪", born: "2021-07-30"), DeskCaller.id("C2")),
        ]
        #expect(Set(children.map(\.index) + [guardian.index]).count == 3)
        for (place, child) in children.enumerated() {
            let relations = try await caller.desk.relations(of: child.index, by: caller.act())
            let relation = try #require(relations.first)
            #expect(relations.count == 1 && relation.index == guardian.index)
            #expect(relation.name.exposed == MadeUpRegistration.name(Self.guardian))
            #expect(relation.idNumber.exposed == MadeUpRegistration.number(Self.guardian))
            #expect(try relation.statedBy == DeskCaller.id("C\(place + 1)"))
            #expect("\(relation)" == "<redacted>")
        }
        // One entry for each person whose number was shown.
        let entries = try await caller.world.audit().suffix(2)
        #expect(Set(entries.compactMap(\.index)) == [children[1].index, guardian.index])
        #expect(entries.allSatisfy { $0.shown == [.localID, .guardianName, .guardianIDNumber].sorted() })
        #expect(try await caller.desk.relations(of: guardian.index, by: caller.act()).isEmpty)
        #expect(try await caller.world.audit().last?.shown == [])
    }

    @Test func `what several records say of one guardian is one relation, and of two guardians two`() async throws {
        let caller = try await DeskCaller()
        let guardian = try await caller.register(Self.guardian, at: TestRegion.otherHospital)
        let first = try await caller.register(Self.child("陈小雨", born: "2019-03-02"), DeskCaller.id("C1"))
        var again = Self.child("陈小雨", born: "2019-03-02")
        again.guardianName = .said(MadeUpRegistration.name(Self.guardian) + "（母）")
        var father = Self.child("陈小雨", born: "2019-03-02", guardian: 501)
        father.guardianIDNumber = .nothing
        for (place, statement) in [again, father].enumerated() {
            let id = try DeskCaller.id("D\(place)", at: TestRegion.otherHospital)
            let answer = try await caller.register(statement, id)
            if answer.index != first.index {
                try await caller.desk.merge(answer.index, into: first.index, by: caller.decision())
            }
        }
        let relations = try await caller.desk.relations(of: first.index, by: caller.act())
        #expect(relations.map(\.index) == [nil, guardian.index])
        #expect(relations.first?.name.exposed == MadeUpRegistration.name(501))
        #expect(try relations.last?.statedBy == DeskCaller.id("D0", at: TestRegion.otherHospital))
    }

    @Test func `a number that nobody holds, that several hold or that is none leads nowhere`() async throws {
        let caller = try await DeskCaller()
        let child = try await caller.register(Self.child("陈小雨", born: "2019-03-02"), DeskCaller.id("C1"))
        func index() async throws -> IndexNumber? {
            try await caller.desk.relations(of: child.index, by: caller.act()).first?.index
        }
        #expect(try await index() == nil)
        let guardian = try await caller.register(Self.guardian, at: TestRegion.otherHospital)
        #expect(try await index() == guardian.index)
        // Somebody else with the very number: nobody can tell whose it is.
        var thief = DeskCaller.statement(Self.guardian)
        (thief.name, thief.phone, thief.address) = (.said("欧阳建国"), .nothing, .nothing)
        let other = try await caller.register(thief, DeskCaller.id("X"))
        #expect(other.index != guardian.index)
        #expect(try await index() == nil)
        _ = try await caller.desk.withdraw(DeskCaller.id("X"), by: caller.act())
        #expect(try await index() == guardian.index)
        var wrong = SourceStatement()
        wrong.guardianIDNumber = .said(String(MadeUpRegistration.number(Self.guardian).dropLast()) + "?")
        try await caller.register(wrong, DeskCaller.id("C1"))
        #expect(try await index() == nil)
    }
}

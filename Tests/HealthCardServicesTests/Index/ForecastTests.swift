import HealthCardDomain
import HealthCardServices
import Matching
import SeededRandom
import TestSupport
import Testing

/// Decisions made ahead of their transaction, and whatever happens in between.
struct ForecastTests {
    /// What people do between a forecast and its registrations. Persons are named by their place among those that were
    /// answered, so that two worlds do the same.
    private enum Deed {
        case register(person: Int, institution: Int)
        case unlink(person: Int, institution: Int)
        case merge(Int, into: Int)
        case unmerge(Int)
        case holdApart(Int, Int)
    }

    /// Records that are registered together, and what happens after they were forecast.
    private struct Round {
        let records: [(person: Int, institution: Int, isDoubtful: Bool)]
        let deeds: [Deed]
    }

    private static let people = 8
    private static let institutions = 6

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `a registration answers as if nobody had decided ahead, whatever happens in between`(
        seed: UInt64
    ) async throws {
        var generator = SeededGenerator(seed: seed)
        let rounds = (0..<10).map { _ in Self.round(&generator) }
        let foreseen = try await Self.answers(to: rounds, isForecast: true)
        #expect(foreseen == (try await Self.answers(to: rounds, isForecast: false)))
    }

    private static func round(_ generator: inout SeededGenerator) -> Round {
        func place() -> Int { Int.random(in: 0..<1_000, using: &generator) }
        func patient() -> (person: Int, institution: Int) {
            (Int.random(in: 1...people, using: &generator), Int.random(in: 1...institutions, using: &generator))
        }
        let records = (0..<5).map { _ in
            let (person, institution) = patient()
            return (person, institution, isDoubtful: Int.random(in: 0..<3, using: &generator) == 0)
        }
        let deeds = (0..<Int.random(in: 0...3, using: &generator)).map { _ in
            let (person, institution) = patient()
            return switch Int.random(in: 0..<6, using: &generator) {
            case 0, 1: Deed.register(person: person, institution: institution)
            case 2: Deed.unlink(person: person, institution: institution)
            case 3: Deed.merge(place(), into: place())
            case 4: Deed.unmerge(place())
            default: Deed.holdApart(place(), place())
            }
        }
        return Round(records: records, deeds: deeds)
    }

    private static func answers(to rounds: [Round], isForecast: Bool) async throws -> [RegistrationAnswer] {
        let world = try IndexWorld()
        var answers: [RegistrationAnswer] = []
        for round in rounds {
            let records = try round.records.map { person, institution, isDoubtful in
                var fields = MadeUpRegistration.fields(person, at: institution)
                if isDoubtful { (fields.idType, fields.idNumber, fields.address) = ("", "", "") }
                return try world.service.seal(fields, as: MadeUpRegistration.id(person, at: institution))
            }
            let forecasts = isForecast ? try await world.service.forecast(records) : []
            for deed in round.deeds { try await carryOut(deed, in: world, answers.map(\.index)) }
            answers += try await world.service.register(records, forecasts: forecasts)
        }
        return answers
    }

    /// Does what the index may refuse.
    private static func carryOut(_ deed: Deed, in world: IndexWorld, _ seen: [IndexNumber]) async throws {
        guard !seen.isEmpty else { return }
        func index(_ place: Int) -> IndexNumber { seen[place % seen.count] }
        let (service, reviewer) = (world.service, IndexWorld.reviewer)
        do {
            switch deed {
            case .register(let person, let institution): try await world.register(person, at: institution)
            case .unlink(let person, let institution):
                _ = try await service.unlink(MadeUpRegistration.id(person, at: institution), by: reviewer)
            case .merge(let one, let other):
                try await service.merge(index(one), into: index(other), by: reviewer)
            case .unmerge(let one):
                try await service.unmerge(index(one), by: reviewer, holdingApart: one.isMultiple(of: 2))
            case .holdApart(let one, let other) where index(one) != index(other):
                try await service.holdApart(index(one), index(other), by: reviewer)
            case .holdApart: break
            }
        } catch is IndexRefusal {
            // Not every deed is possible in every state; both worlds refuse the same ones.
        }
    }
}

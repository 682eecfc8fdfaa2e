import HealthCardDomain
import HealthCardServices
import Matching
import TestSupport
import Testing

/// Registering records: new, again, changed, and under a local id that went to somebody else.
struct IndexRegistrationTests {
    @Test func `the first registration opens an index, the same person elsewhere is linked to it`() async throws {
        let world = try IndexWorld()
        let first = try await world.register(1, at: 1)
        #expect(first.origin == .opened)
        let second = try await world.register(1, at: 2)
        #expect(second.origin == .matched)
        #expect(second.index == first.index)
        let stranger = try await world.register(2, at: 1)
        #expect(stranger.origin == .opened)
        #expect(stranger.index != first.index)
        let why = try await world.service.why(MadeUpRegistration.id(1, at: 2))
        #expect(why.reasons.text.contains("rule own-number"))
        #expect(why.reasons.model == MatchModel.standard.name)
        #expect(try await world.service.index(of: MadeUpRegistration.id(1, at: 2)) == first.index)
    }

    @Test func `the same content again is answered the same and changes nothing`() async throws {
        let world = try IndexWorld()
        try await world.register(1, at: 1)
        let answer = try await world.register(1, at: 2)
        let before = try await world.picture(of: [answer.index])
        var later = MadeUpRegistration.fields(1, at: 2)
        (later.registeredOn, later.channel) = ("2026-12-01T08:00:00", "app")
        let again = try await world.register(later, MadeUpRegistration.id(1, at: 2))
        #expect((again.index, again.record, again.origin) == (answer.index, answer.record, answer.origin))
        #expect(again.reviews == answer.reviews)
        #expect(try await world.picture(of: [answer.index]) == before)
        let history = try await world.service.history(of: answer.index)
        #expect(history.events.map(\.kind) == [.create, .link])
    }

    @Test func `changed content is a new version, and what was said before still speaks for the person`() async throws {
        let world = try IndexWorld()
        let id = try MadeUpRegistration.id(1)
        let first = try await world.register(1)
        var moved = MadeUpRegistration.fields(1)
        moved.phone = "13900000000"
        let second = try await world.register(moved, id)
        #expect(second.index == first.index)
        #expect(second.record == RecordReference(number: first.record.number, version: 2))
        let history = try await world.service.history(of: id)
        #expect(history.versions.map(\.fields.phone) == [MadeUpRegistration.fields(1).phone, "13900000000"])
        #expect(history.links.map(\.validUntil) == [world.clock.now, nil])
        #expect(history.links.map(\.firstVersion) == [1, 1])
        let file = try await world.service.person(first.index)
        #expect(file.links.count == 1)
        #expect(file.golden.fields[.phone]?.value.exposed == "13900000000")
        #expect(try await world.service.history(of: first.index).events.map(\.kind) == [.create, .update])
    }

    @Test func `a correction takes the place of what was said before`() async throws {
        let world = try IndexWorld()
        let id = try MadeUpRegistration.id("C1", at: 1)
        // Somebody else's number and name were typed.
        let wrong = MadeUpRegistration.fields(2, at: 1, localID: "C1")
        let first = try await world.register(wrong, id)
        let right = MadeUpRegistration.fields(3, at: 1, localID: "C1")
        let answer = try await world.service.register(right, as: id, correcting: true)
        #expect(answer.index == first.index)
        // Whoever has that number is nobody known here any more.
        let other = try await world.register(2, at: 5)
        #expect(other.index != first.index)
        #expect(try await world.register(3, at: 5).index == first.index)
    }

    @Test func `a local id that was given to somebody else begins a new record`() async throws {
        let world = try IndexWorld()
        let id = try MadeUpRegistration.id("CARD", at: 1)
        let before = try await world.register(MadeUpRegistration.fields(1, at: 1, localID: "CARD"), id)
        let after = try await world.register(MadeUpRegistration.fields(2, at: 1, localID: "CARD"), id)
        #expect(after.index != before.index)
        #expect(after.record.number != before.record.number)
        #expect(try await world.service.index(of: id) == after.index)
        // The record that had the local id before keeps its link.
        #expect(try await world.service.person(before.index).links.map(\.record) == [before.record])
        #expect(try await world.register(1, at: 2).index == before.index)
    }

    @Test func `a field without end is refused by its name`() async throws {
        let world = try IndexWorld()
        var fields = MadeUpRegistration.fields(1)
        fields.address = String(repeating: "长", count: 400)
        await #expect(throws: IndexRefusal.fieldTooLong(name: "address")) {
            try await world.service.register(fields, as: MadeUpRegistration.id(1))
        }
    }

    @Test func `100 identical registrations at once are one index`() async throws {
        let world = try IndexWorld()
        let answers = try await withThrowingTaskGroup(of: IndexNumber.self) { group in
            for institution in 1...100 {
                group.addTask {
                    let fields = MadeUpRegistration.fields(1, at: institution)
                    return try await world.service.register(fields, as: MadeUpRegistration.id(1, at: institution)).index
                }
            }
            return try await group.reduce(into: Set<IndexNumber>()) { $0.insert($1) }
        }
        #expect(answers.count == 1)
    }

    @Test func `a batch gives what single registrations give, with forecasts and without`() async throws {
        let people = (0..<300).map { ($0 * 7 % 60 + 1, $0 % 9 + 1) }
        var results: [[RegistrationAnswer]] = []
        for (size, isForecast) in [(1, false), (50, false), (50, true), (300, true)] {
            let world = try IndexWorld()
            var answers: [RegistrationAnswer] = []
            for start in stride(from: 0, to: people.count, by: size) {
                let records = try people[start..<min(start + size, people.count)].map { person, institution in
                    try world.service.seal(
                        MadeUpRegistration.fields(person, at: institution),
                        as: MadeUpRegistration.id(person, at: institution)
                    )
                }
                let forecasts = isForecast ? try await world.service.forecast(records) : []
                answers += try await world.service.register(records, forecasts: forecasts)
            }
            results.append(answers)
        }
        for result in results.dropFirst() { #expect(result == results[0]) }
    }

    @Test func `a forecast gives way to whatever happened after it`() async throws {
        /// Seals six people at one institution; forecasts; acts; registers by the forecasts or without any.
        func answers(
            isForecast: Bool,
            _ act: (IndexWorld, [IndexNumber]) async throws -> Void
        ) async throws -> [RegistrationAnswer] {
            let world = try IndexWorld()
            var indexes: [IndexNumber] = []
            for person in 1...4 {
                for institution in 1...2 { indexes.append(try await world.register(person, at: institution).index) }
            }
            let records = try (1...6).map { person in
                let id = try MadeUpRegistration.id(person, at: 9)
                return try world.service.seal(MadeUpRegistration.fields(person, at: 9), as: id)
            }
            let forecasts = isForecast ? try await world.service.forecast(records) : []
            try await act(world, indexes)
            return try await world.service.register(records, forecasts: forecasts)
        }
        let acts: [(IndexWorld, [IndexNumber]) async throws -> Void] = [
            { _, _ in },
            { world, _ in try await world.register(5, at: 3) },
            { world, _ in
                _ = try await world.service.unlink(MadeUpRegistration.id(1, at: 2), by: IndexWorld.reviewer)
            },
            { world, indexes in
                try await world.service.merge(indexes[2], into: indexes[0], by: IndexWorld.reviewer)
            },
            { world, indexes in
                try await world.service.merge(indexes[2], into: indexes[0], by: IndexWorld.reviewer)
                try await world.service.unmerge(indexes[2], by: IndexWorld.reviewer)
            },
            { world, indexes in
                // More transactions than are remembered.
                for institution in 10...20 { try await world.register(6, at: institution) }
            },
        ]
        var outcomes: [[RegistrationAnswer]] = []
        for act in acts {
            let alone = try await answers(isForecast: false, act)
            #expect(try await answers(isForecast: true, act) == alone)
            outcomes.append(alone)
        }
        // Each act but the first changed an answer, so a forecast that stood wrongly would have shown.
        for (place, outcome) in outcomes.enumerated() where ![0, 4].contains(place) { #expect(outcome != outcomes[0]) }
    }
}

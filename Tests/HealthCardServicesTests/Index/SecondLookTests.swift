import HealthCardDomain
import HealthCardServices
import Matching
import TestSupport
import Testing

/// Open questions about a person, judged again when more is known of them.
struct SecondLookTests {
    /// What an institution says of the person under their number: with two slips in the name, without its last character,
    /// and right.
    private static let names = ["李玮炜", "李伟", "李伟炜"]

    private static func say(_ place: Int, in world: IndexWorld) async throws -> RegistrationAnswer {
        var fields = MadeUpRegistration.fields(1, at: place)
        fields.name = names[place - 1]
        return try await world.register(fields, id(place))
    }

    private static func id(_ place: Int) throws -> SourceRecordID { try MadeUpRegistration.id(1, at: place) }

    /// A person, and a record of which nobody can tell whether it is theirs.
    private static func asked() async throws -> (world: IndexWorld, known: IndexNumber, doubtful: IndexNumber) {
        let world = try IndexWorld()
        let known = try await say(1, in: world)
        let doubtful = try await say(2, in: world)
        #expect(doubtful.index != known.index)
        #expect(doubtful.reviews.count == 1)
        return (world, known.index, doubtful.index)
    }

    @Test func `what nobody could tell is joined once another record proves it`() async throws {
        let (world, known, doubtful) = try await Self.asked()
        let answer = try await Self.say(3, in: world)
        #expect((answer.index, answer.origin, answer.reviews) == (known, .matched, []))
        #expect(try await world.service.index(of: Self.id(2)) == known)
        #expect(try await world.service.openReviews(limit: 2).isEmpty)
        let history = try await world.service.history(of: doubtful)
        #expect(history.events.map(\.kind) == [.create, .merge])
        let merge = try #require(history.merges.first)
        #expect(merge.decidedBy == nil)
        #expect(merge.reasons.text.contains("rule own-number"))
    }

    @Test func `new content of a known record lets others be looked at again`() async throws {
        let (world, known, _) = try await Self.asked()
        var fields = MadeUpRegistration.fields(1, at: 1)
        fields.name = Self.names[2]
        #expect(try await world.register(fields, Self.id(1)).index == known)
        #expect(try await world.service.index(of: Self.id(2)) == known)
        #expect(try await world.service.openReviews(limit: 2).isEmpty)
    }

    @Test func `the older of both survives, whoever is looked at`() async throws {
        let world = try IndexWorld()
        let oldest = try await Self.say(2, in: world).index
        #expect(try await Self.say(1, in: world).index != oldest)
        #expect(try await Self.say(3, in: world).index == oldest)
        for place in 1...3 { #expect(try await world.service.index(of: Self.id(place)) == oldest) }
    }

    @Test func `taken back, the two are held apart`() async throws {
        let (world, known, doubtful) = try await Self.asked()
        _ = try await Self.say(3, in: world)
        try await world.service.unmerge(doubtful, by: IndexWorld.reviewer)
        var fields = MadeUpRegistration.fields(1, at: 3)
        (fields.name, fields.phone) = (Self.names[2], "13900000000")
        #expect(try await world.register(fields, Self.id(3)).index == known)
        #expect(try await world.service.index(of: Self.id(2)) == doubtful)
    }

    @Test func `records that do not know the twin prove nothing against it`() async throws {
        let world = try IndexWorld()
        let (own, twins) = ("519105202304243919", "519105202304243898")
        let (home, phone) = ("清江市白水县南湖路328号安居小区10幢701室", "13158412470")
        func say(
            _ place: Int,
            _ name: String,
            _ number: String,
            at home: String,
            phone: String
        ) async throws -> RegistrationAnswer {
            var fields = MadeUpRegistration.fields(1, at: place)
            (fields.name, fields.idNumber, fields.birthDate, fields.sex) = (name, number, "2023-04-24", "1")
            (fields.phone, fields.address, fields.registeredOn) = (phone, home, "2023-12-15")
            return try await world.register(fields, Self.id(place))
        }
        let child = try await say(1, "康皓行", own, at: home, phone: phone).index
        #expect(try await say(2, "康皓行", own, at: "", phone: phone).index == child)
        let twin = try await say(3, "康皓玥", twins, at: home, phone: "13787654329").index
        // The twin on the child's card, whose name could not be written.
        let doubtful = try await say(4, "康皓□", own, at: home, phone: phone)
        #expect(![child, twin].contains(doubtful.index))
        #expect(try await world.service.index(of: Self.id(4)) == doubtful.index)
        #expect(doubtful.reviews.count == 1)
    }

    @Test func `a batch looks again as single registrations do`() async throws {
        let world = try IndexWorld()
        let records = try Self.names.indices.map { place in
            var fields = MadeUpRegistration.fields(1, at: place + 1)
            fields.name = Self.names[place]
            return try world.service.seal(fields, as: Self.id(place + 1))
        }
        let forecasts = try await world.service.forecast(records)
        let answers = try await world.service.register(records, forecasts: forecasts)
        #expect(answers[2].index == answers[0].index)
        #expect(try await world.service.index(of: Self.id(2)) == answers[0].index)
    }
}

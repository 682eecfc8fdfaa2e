package import HealthCardDomain
package import HealthCardServices
import Matching

/// A world whose main index has questions for people.
package struct DoubtfulWorld: Sendable {
    package let world: World
    package let index: IndexService

    package init(_ world: World) {
        self.world = world
        index = IndexService(storage: world.storage, ambient: world.ambient, cacheBytes: 1 << 20)
    }

    /// The question whether what two institutions say is about one made-up person.
    package struct Question: Sendable {
        package let review: Int64
        package let older: IndexNumber
        package let younger: IndexNumber
    }

    /// Registers a person whole, and again with too little to prove it.
    package func raise(_ person: Int) async throws -> Question {
        let whole = try await register(MadeUpRegistration.fields(person), MadeUpRegistration.id(person, at: 1))
        let doubtful = try await register(
            MadeUpRegistration.doubtful(person),
            MadeUpRegistration.id(person, at: 2)
        )
        guard let review = doubtful.reviews.first, doubtful.reviews.count == 1 else { throw Undoubted() }
        return Question(review: review, older: whole.index, younger: doubtful.index)
    }

    private func register(_ fields: SourceFields, _ id: SourceRecordID) async throws -> RegistrationAnswer {
        world.clock.advance(by: 1)
        return try await index.register(fields, as: id)
    }

    /// The act of an operator of the centre, a second after whatever came before.
    package func act(_ account: Operator = TestRegion.centre) -> Act {
        world.clock.advance(by: 1)
        return world.act(.account(account))
    }

    /// Everything of a person that a page may show in Chinese whatever its language.
    package static func words(of person: Int) -> [String] {
        let (one, other) = (MadeUpRegistration.fields(person), MadeUpRegistration.doubtful(person))
        return [one.name, one.address, other.name] + one.address.map(String.init) + one.name.map(String.init)
    }

    private struct Undoubted: Error {}
}

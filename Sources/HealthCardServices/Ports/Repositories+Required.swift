import HealthCardDomain

/// A row that a foreign key promises is not there: a defect or a damaged database.
struct MissingRow: Error {
    let table: String
}

extension Repositories {
    /// A person that a card refers to.
    func person(_ id: PersonID) throws -> Person {
        guard let person = try persons.find(id) else { throw MissingRow(table: "persons") }
        return person
    }

    /// A card that another row refers to.
    func card(_ id: CardID) throws -> Card {
        guard let card = try cards.find(id) else { throw MissingRow(table: "cards") }
        return card
    }
}

import Foundation
import HealthCardDomain
import HealthCardServices

/// A made-up resident with a card, known to every app of the sandbox.
struct SeededResident: Sendable {
    let person: Person
    let card: Card
    let apps: [AppID]
    let at: Date

    func store(in store: any Repositories) throws {
        try store.persons.add(person)
        try store.cards.add(card)
        for app in apps { try store.cards.bind(card.id, to: app, at: at) }
        if let phone = person.identity.phone { try store.signIns.attach(person.id, to: phone, at: at) }
    }
}

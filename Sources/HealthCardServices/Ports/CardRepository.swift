package import Foundation
package import HealthCardDomain

/// Cards, and which apps have registered their holders.
package protocol CardRepository {
    func find(_ id: CardID) throws -> Card?
    /// The card of a person, cancelled or not: a person has one card for life.
    func find(of person: PersonID) throws -> Card?
    /// - Throws: `StorageConflict.cardTaken` where the person has a card already.
    func add(_ card: Card) throws
    /// Adds the cards of people who were added in the same transaction, all at once.
    func add(_ cards: [Card]) throws
    /// Replaces status and proofing.
    func save(_ card: Card) throws
    /// Records that an app registered the card's holder; again is no change.
    func bind(_ card: CardID, to app: AppID, at instant: Date) throws
    func isBound(_ card: CardID, to app: AppID) throws -> Bool
}

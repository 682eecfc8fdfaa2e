package import Foundation
package import HealthCardDomain

/// Who is told of index events, and which event is whose how manieth.
///
/// An event is laid out for its subscribers in the transaction of the change (``IndexRepository/note(_:of:record:other:at:)``).
/// It gets its number later, when the subscriber asks: transactions end in another order than they begin, so a number
/// given in the transaction could appear behind a cursor that has passed it.
package protocol SubscriptionRepository {
    /// Begins or goes on to tell an authority; nothing of what happened before or between is told.
    func subscribe(_ authority: AssigningAuthority, at instant: Date) throws
    /// Stops telling an authority.
    ///
    /// - Returns: whether it was told until now.
    func end(_ authority: AssigningAuthority, at instant: Date) throws -> Bool
    func find(_ authority: AssigningAuthority) throws -> EventSubscription?
    /// All subscriptions by authority, ended ones included; at most 10,000.
    func all() throws -> [EventSubscription]
    /// Notes that a subscriber asked, and what it has.
    func noteAsked(_ authority: AssigningAuthority, after number: Int64, at instant: Date) throws
    /// Gives numbers to events that have none, in an order in which the versions of an index follow each other.
    ///
    /// - Returns: how many got one, at most `limit`.
    func number(_ authority: AssigningAuthority, limit: Int) throws -> Int
    /// Numbered events after a number, in order.
    func events(of authority: AssigningAuthority, after number: Int64, limit: Int) throws -> [NumberedEvent]
    /// The authorities whose oldest event is older than an instant.
    func expiring(before instant: Date) throws -> [AssigningAuthority]
    /// Removes the oldest numbered events of an authority that are older than an instant.
    ///
    /// - Returns: how many went, at most `limit`.
    func expire(_ authority: AssigningAuthority, before instant: Date, limit: Int) throws -> Int
}

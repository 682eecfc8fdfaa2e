package import Foundation

/// A resident in the master index (主索引): one human being, found by verified identifiers, for life (`A01`).
package struct Person: Sendable {
    package let id: PersonID
    /// What is known of the person now; earlier values stay in the history of the source records.
    package private(set) var identity: ResidentIdentity
    /// Counts changes, from 1; a change made on an older version is refused.
    package private(set) var version: Int
    package let createdAt: Date
    package private(set) var changedAt: Date

    package init(id: PersonID, identity: ResidentIdentity, version: Int, createdAt: Date, changedAt: Date) {
        self.id = id
        self.identity = identity
        self.version = version
        self.createdAt = createdAt
        self.changedAt = changedAt
    }

    /// A person seen for the first time.
    package init(registering identity: ResidentIdentity, id: PersonID, at instant: Date) {
        self.init(id: id, identity: identity, version: 1, createdAt: instant, changedAt: instant)
    }

    /// Replaces what is known of the person; the document that identifies them stays.
    ///
    /// - Throws: `PersonRefusal.otherDocument` if the new identity names another document.
    package mutating func update(to identity: ResidentIdentity, at instant: Date) throws(PersonRefusal) {
        guard identity.document == self.identity.document else { throw .otherDocument }
        self.identity = identity
        version += 1
        // A clock that was set back changes no order.
        changedAt = max(instant, changedAt)
    }
}

package import Foundation
package import HealthCardDomain

/// An authority that is told what happens to the indexes in which it has a record.
package struct EventSubscription: Sendable, Equatable {
    package let authority: AssigningAuthority
    package let subscribedAt: Date
    /// When it stopped being told, if it did.
    package let endedAt: Date?
    /// The number of the newest event that was given one.
    package var lastNumber: Int64
    /// The number of the newest event that is gone; 0 where none is.
    package let expiredNumber: Int64
    /// The cursor of the last request: the subscriber says that it has everything up to it.
    package let takenNumber: Int64
    /// When it asked last, if it ever did.
    package let askedAt: Date?

    package init(
        authority: AssigningAuthority,
        subscribedAt: Date,
        endedAt: Date?,
        lastNumber: Int64,
        expiredNumber: Int64,
        takenNumber: Int64,
        askedAt: Date?
    ) {
        self.authority = authority
        self.subscribedAt = subscribedAt
        self.endedAt = endedAt
        self.lastNumber = lastNumber
        self.expiredNumber = expiredNumber
        self.takenNumber = takenNumber
        self.askedAt = askedAt
    }
}

package import Foundation
package import HealthCardDomain

/// A root key as the database knows it: its name in the key service, and its life.
package struct StoredRoot: Sendable, Equatable {
    /// Where a root stands in its life; at most one of a purpose is active.
    package enum State: String, Sendable, CaseIterable {
        /// New master keys are wrapped, or new statements signed, with it.
        case active
        /// Opens and verifies only.
        case archived
        case destroyed
    }

    package let root: RootKey
    package let region: RegionCode
    /// Where it was made: `software`, or the device's own name.
    package let place: String
    package var state: State
    package let createdAt: Date
    package var changedAt: Date

    package init(
        root: RootKey,
        region: RegionCode,
        place: String,
        state: State,
        createdAt: Date,
        changedAt: Date
    ) {
        self.root = root
        self.region = region
        self.place = place
        self.state = state
        self.createdAt = createdAt
        self.changedAt = changedAt
    }
}

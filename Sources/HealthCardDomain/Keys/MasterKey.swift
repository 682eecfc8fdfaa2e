package import Foundation

/// The life of one master key (密钥全生命周期, `D04`): generated, active, archived, destroyed. The key itself is not here:
/// it lies wrapped in the database and open in the memory of the processes that use it.
package struct MasterKey: Sendable, Equatable {
    /// The states in their order; no key goes back.
    package enum State: String, Sendable, CaseIterable {
        /// Made and handed to the nodes; nothing is made with it yet.
        case generated
        /// Makes and checks. One key of a purpose and region at most.
        case active
        /// Checks and opens what it made; makes nothing new.
        case archived
        /// Gone. What it made is refused.
        case destroyed
    }

    package let purpose: KeyPurpose
    /// The region whose data the key protects.
    package let region: RegionCode
    /// Counts up from 1 for each purpose and region; written into everything the key made.
    package let version: UInt32
    package private(set) var state: State
    package let generatedAt: Date
    package private(set) var activatedAt: Date?
    package private(set) var archivedAt: Date?
    package private(set) var destroyedAt: Date?
    /// From here on the key makes nothing new, and the inventory asks for its rotation.
    package let validUntil: Date

    package init(
        generating purpose: KeyPurpose,
        region: RegionCode,
        version: UInt32,
        at instant: Date,
        validUntil: Date
    ) {
        self.purpose = purpose
        self.region = region
        self.version = version
        state = .generated
        generatedAt = instant
        self.validUntil = validUntil
    }

    /// A key as it was stored.
    package init(
        purpose: KeyPurpose,
        region: RegionCode,
        version: UInt32,
        state: State,
        generatedAt: Date,
        activatedAt: Date?,
        archivedAt: Date?,
        destroyedAt: Date?,
        validUntil: Date
    ) {
        self.purpose = purpose
        self.region = region
        self.version = version
        self.state = state
        self.generatedAt = generatedAt
        self.activatedAt = activatedAt
        self.archivedAt = archivedAt
        self.destroyedAt = destroyedAt
        self.validUntil = validUntil
    }

    /// Lets the key make things from now on.
    ///
    /// - Throws: `.wrongState` unless it was only generated, `.outOfValidity` after its end.
    package mutating func activate(at instant: Date) throws(KeyRefusal) {
        guard state == .generated else { throw .wrongState(is: state) }
        guard instant < validUntil else { throw .outOfValidity }
        state = .active
        activatedAt = instant
    }

    /// Keeps the key for checking and opening only.
    ///
    /// - Throws: `.wrongState` unless it was active.
    package mutating func archive(at instant: Date) throws(KeyRefusal) {
        guard state == .active else { throw .wrongState(is: state) }
        state = .archived
        archivedAt = instant
    }

    /// Ends the key's life.
    ///
    /// - Throws: `.wrongState` where it is active (archive it first) or destroyed already.
    package mutating func destroy(at instant: Date) throws(KeyRefusal) {
        guard state == .generated || state == .archived else { throw .wrongState(is: state) }
        state = .destroyed
        destroyedAt = instant
    }
}

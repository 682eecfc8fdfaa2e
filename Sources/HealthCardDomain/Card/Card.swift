package import Foundation

/// An electronic health card (电子健康卡): the one card of one person, for life.
package struct Card: Sendable, Equatable {
    /// The card's life. Stored and sent as the raw value.
    package enum Status: String, Sendable, CaseIterable {
        /// Made in advance from a population list (批量预制, `B15`); shows no code until its holder applies.
        case preissued
        case active
        case suspended
        case cancelled
    }

    package let id: CardID
    package let personID: PersonID
    package private(set) var status: Status
    package private(set) var statusChangedAt: Date
    /// How the resident proved who they are: recorded before a card can be active (`A03`). `nil` for a card that nobody
    /// has claimed yet.
    package private(set) var proofing: Proofing?
    package let channel: ApplyChannel
    package let issuedBy: AppID?
    package let issuedAt: Date

    package init(
        id: CardID,
        personID: PersonID,
        status: Status,
        statusChangedAt: Date,
        proofing: Proofing?,
        channel: ApplyChannel,
        issuedBy: AppID?,
        issuedAt: Date
    ) {
        precondition(proofing != nil || !Self.needsProofing(status), "a card in use belongs to a proofed person")
        self.id = id
        self.personID = personID
        self.status = status
        self.statusChangedAt = statusChangedAt
        self.proofing = proofing
        self.channel = channel
        self.issuedBy = issuedBy
        self.issuedAt = issuedAt
    }

    /// Issues an active card to a person whose identity was proofed.
    package init(
        issuing id: CardID,
        to personID: PersonID,
        proofing: Proofing,
        channel: ApplyChannel,
        by app: AppID?,
        at instant: Date
    ) {
        self.init(
            id: id,
            personID: personID,
            status: .active,
            statusChangedAt: instant,
            proofing: proofing,
            channel: channel,
            issuedBy: app,
            issuedAt: instant
        )
    }

    /// Makes a card in advance, for a person of a population list whom nobody has proofed yet (`B15`).
    package init(preissuing id: CardID, to personID: PersonID, at instant: Date) {
        self.init(
            id: id,
            personID: personID,
            status: .preissued,
            statusChangedAt: instant,
            proofing: nil,
            channel: .batch,
            issuedBy: nil,
            issuedAt: instant
        )
    }

    /// Whether a card of this status has been claimed by a proofed person.
    package static func needsProofing(_ status: Status) -> Bool {
        switch status {
        case .active, .suspended: true
        case .preissued, .cancelled: false
        }
    }

    /// Stops the card from producing codes until it is resumed.
    ///
    /// - Throws: `.notActive` in every other state than active.
    package mutating func suspend(at instant: Date) throws(CardRefusal) {
        guard status == .active else { throw .notActive(was: status) }
        change(to: .suspended, at: instant)
    }

    /// Takes a suspended card back into use after the resident proved again who they are.
    ///
    /// - Throws: `.notSuspended` in every other state.
    package mutating func resume(proofing: Proofing, at instant: Date) throws(CardRefusal) {
        guard status == .suspended else { throw .notSuspended(is: status) }
        self.proofing = proofing
        change(to: .active, at: instant)
    }

    /// Ends the card (注销). Its codes stop verifying at once; applying again restores it.
    ///
    /// - Throws: `.notActive` if it is cancelled already.
    package mutating func cancel(at instant: Date) throws(CardRefusal) {
        guard status != .cancelled else { throw .notActive(was: status) }
        change(to: .cancelled, at: instant)
    }

    /// Takes a pre-issued or a cancelled card into use on a proofed application; the card keeps its id.
    ///
    /// - Throws: `.notCancelled` in every other state: a suspended card is resumed, not applied for.
    package mutating func restore(proofing: Proofing, at instant: Date) throws(CardRefusal) {
        guard status == .cancelled || status == .preissued else { throw .notCancelled(is: status) }
        self.proofing = proofing
        change(to: .active, at: instant)
    }

    /// Passes if the card may produce and answer codes.
    package func requireActive() throws(CardRefusal) {
        guard status == .active else { throw .notActive(was: status) }
    }

    private mutating func change(to status: Status, at instant: Date) {
        self.status = status
        // A clock that was set back changes no order.
        statusChangedAt = max(instant, statusChangedAt)
    }
}

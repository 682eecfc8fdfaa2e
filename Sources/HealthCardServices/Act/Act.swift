package import Foundation
package import HealthCardDomain

/// One authenticated request: who, under which request id, when, and the nonce that makes it count once.
package struct Act: Sendable {
    package let actor: Actor
    package let requestID: RequestID
    /// The signature's nonce; marked used in the transaction of the act. `nil` for callers without signatures
    /// (sessions carry a form token, dialects what their profile has).
    package let nonce: String?
    package let at: Date

    package init(actor: Actor, requestID: RequestID, nonce: String?, at: Date) {
        self.actor = actor
        self.requestID = requestID
        self.nonce = nonce
        self.at = at
    }
}

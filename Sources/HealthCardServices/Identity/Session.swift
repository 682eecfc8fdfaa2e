package import Foundation
package import HealthCardDomain

/// A signed-in browser. The database holds the digest of its cookie, never the cookie.
package struct Session: Sendable {
    /// Who is signed in.
    package enum Holder: Sendable {
        /// A resident by phone. The phone was proved; persons are reached through their accounts.
        case resident(PhoneNumber)
        case account(OperatorID)
    }

    /// SM3 of the cookie's 32 random bytes.
    package let digest: [UInt8]
    package let holder: Holder
    /// The secret of the session's forms: a form without it is refused.
    package let formToken: String
    package let createdAt: Date
    package let expiresAt: Date

    package init(digest: [UInt8], holder: Holder, formToken: String, createdAt: Date, expiresAt: Date) {
        self.digest = digest
        self.holder = holder
        self.formToken = formToken
        self.createdAt = createdAt
        self.expiresAt = expiresAt
    }
}

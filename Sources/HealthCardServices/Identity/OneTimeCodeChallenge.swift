package import Foundation
package import HealthCardDomain

/// A one-time code that was sent to a phone and waits for its answer. Kept in the database, so that a restart forgets
/// neither the code nor the wrong tries.
package struct OneTimeCodeChallenge: Sendable {
    package let phone: PhoneNumber
    /// SM3 over the code and a salt of the challenge.
    package let digest: [UInt8]
    package let salt: [UInt8]
    package let sentAt: Date
    /// When the code ends; of a code that too many wrong tries locked, when another may be asked for.
    package var expiresAt: Date
    package var wrongTries: Int
    /// SM3 over the terms that were ticked for it; `nil` for a code that an older release sent.
    package let termsDigest: [UInt8]?

    package init(
        phone: PhoneNumber,
        digest: [UInt8],
        salt: [UInt8],
        sentAt: Date,
        expiresAt: Date,
        wrongTries: Int,
        termsDigest: [UInt8]?
    ) {
        self.phone = phone
        self.digest = digest
        self.salt = salt
        self.sentAt = sentAt
        self.expiresAt = expiresAt
        self.wrongTries = wrongTries
        self.termsDigest = termsDigest
    }
}

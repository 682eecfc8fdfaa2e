package import Foundation
package import HealthCardDomain

/// One-time codes, sign-in links, sessions and residents' accounts. Secrets are stored as SM3 digests only.
package protocol SignInRepository {
    /// The challenge pending for a phone.
    func challenge(for phone: PhoneNumber) throws -> OneTimeCodeChallenge?
    /// Adds or replaces the challenge of its phone.
    func save(_ challenge: OneTimeCodeChallenge) throws
    func removeChallenge(for phone: PhoneNumber) throws

    func addLink(digest: [UInt8], to account: OperatorID, expiring: Date) throws
    /// Takes a link once: removes it and tells whose it was; `nil` where it is unknown, used or expired.
    func takeLink(digest: [UInt8], at instant: Date) throws -> OperatorID?

    func add(_ session: Session) throws
    func session(digest: [UInt8], at instant: Date) throws -> Session?
    func removeSession(digest: [UInt8]) throws

    /// The persons a resident may see who proved this phone at sign-in and their identity when they applied.
    func persons(of phone: PhoneNumber) throws -> [PersonID]
    /// Again is no change.
    func attach(_ person: PersonID, to phone: PhoneNumber, at instant: Date) throws
    /// Removes what expired before `instant`.
    func purge(before instant: Date) throws -> Int
}

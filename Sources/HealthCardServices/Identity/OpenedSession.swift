import Foundation
package import HealthCardDomain
import SMCrypto

/// A session at the moment it is opened: the only time its cookie is known.
package struct OpenedSession: Sendable {
    package let session: Session
    /// 64 hexadecimal digits for the browser's cookie.
    package let cookie: Sensitive<String>

    init(holder: Session.Holder, seconds: TimeInterval, at instant: Date, ambient: Ambient) {
        let secret = ambient.randomBytes(32)
        cookie = Sensitive(Hex.lower(secret))
        session = Session(
            digest: SM3.hash(secret),
            holder: holder,
            formToken: Hex.lower(ambient.randomBytes(16)),
            createdAt: instant,
            expiresAt: instant.addingTimeInterval(seconds)
        )
    }
}

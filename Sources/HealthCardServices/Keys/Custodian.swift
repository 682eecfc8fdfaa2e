package import Foundation
package import HealthCardDomain
import SMCrypto

/// A person who holds a credential for key ceremonies (密钥管理员). The credential is 16 random bytes that are shown once;
/// what is kept is a salted digest.
package struct Custodian: Sendable, Equatable {
    package let id: OperatorID
    package let salt: [UInt8]
    package let digest: [UInt8]
    package let enrolledAt: Date
    /// Wrong credentials in a row, and when the last one was given.
    package var wrongTries: Int
    package var lastWrongAt: Date?

    package init(
        id: OperatorID,
        salt: [UInt8],
        digest: [UInt8],
        enrolledAt: Date,
        wrongTries: Int = 0,
        lastWrongAt: Date? = nil
    ) {
        self.id = id
        self.salt = salt
        self.digest = digest
        self.enrolledAt = enrolledAt
        self.wrongTries = wrongTries
        self.lastWrongAt = lastWrongAt
    }

    /// Bytes of a credential.
    package static let credentialLength = 16

    /// What is kept of a credential: HMAC-SM3 under the salt, 32 bytes. The credential is random, so nothing need slow a
    /// guess down.
    package static func digest(of credential: [UInt8], salt: [UInt8]) -> [UInt8] {
        HMACSM3(key: salt).authenticate(credential)
    }

    /// Whether a credential is this custodian's, compared in constant time.
    package func holds(_ credential: [UInt8]) -> Bool {
        ConstantTime.areEqual(Self.digest(of: credential, salt: salt), digest)
    }
}

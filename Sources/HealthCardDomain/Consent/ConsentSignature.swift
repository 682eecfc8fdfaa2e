package import Foundation
package import SMCrypto

/// What a signing root put under a consent, with all that is needed to verify it when the root is long gone.
package struct ConsentSignature: Sendable, Equatable {
    /// The version of the signing root.
    package let rootVersion: UInt32
    /// The root's public half.
    package let publicKey: SM2PublicKey
    package let signedAt: Date
    package let signature: SM2Signature

    package init(rootVersion: UInt32, publicKey: SM2PublicKey, signedAt: Date, signature: SM2Signature) {
        self.rootVersion = rootVersion
        self.publicKey = publicKey
        self.signedAt = signedAt
        self.signature = signature
    }
}

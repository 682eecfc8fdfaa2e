import HealthCardDomain
import SMCrypto

/// One root key in the file: alive with its secret, or only the memory that its version was used.
struct RootKeyRecord: Sendable {
    struct Material: Sendable {
        /// 16 random bytes, which are the key's locator.
        let id: [UInt8]
        /// The SM2 number, or the secret of a sealing key.
        let secret: SecretBytes
    }

    static let idLength = 16
    static let secretLength = 32

    let purpose: RootKeyPurpose
    let version: UInt32
    /// `nil` once the key is destroyed.
    let material: Material?
}

package import HealthCardDomain
package import SMCrypto

/// An app with what it proves itself by, ready for use.
package struct AppFiling: Sendable {
    package let app: App
    /// The live shared secrets; each is the key of `hmac-sm3`.
    package let secrets: [Sensitive<String>]
    /// The MACs of those secrets, set up once.
    package let macs: [HMACSM3]
    package let publicKeys: [SM2PublicKey]

    package init(app: App, credentials: [AppCredential]) {
        self.app = app
        secrets = credentials.compactMap { if case .secret(let secret) = $0 { secret } else { nil } }
        macs = secrets.map { HMACSM3(key: Array($0.exposed.utf8)) }
        publicKeys = credentials.compactMap { if case .publicKey(let key) = $0 { key } else { nil } }
    }
}

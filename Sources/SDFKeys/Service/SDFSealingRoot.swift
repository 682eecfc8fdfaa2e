import HealthCardDomain
import HealthCardServices
import SMCrypto

/// A sealing root key that was named by a caller: read, not yet believed. A session believes it when the device's
/// signature on it is verified.
struct SDFSealingRoot: Sendable {
    let id: SDFKeyID
    let version: UInt32
    private let locator: SDFSealingLocator
    private let pool: SDFPool

    /// - Throws: `.notSupported` for a key of another purpose, `.keyNotUsable` for a locator that is not of this adapter
    ///   or was destroyed.
    init(_ key: RootKey, in pool: SDFPool) throws(KeyServiceError) {
        guard key.purpose == .sealing else { throw .notSupported(operation: "seal") }
        guard let locator = SDFSealingLocator(parsing: key.locator) else { throw .keyNotUsable }
        id = SDFKeyID(of: key.locator)
        version = key.version
        self.locator = locator
        self.pool = pool
        guard !pool.isDestroyed(id) else { throw .keyNotUsable }
    }

    func encryptionKey(in session: SDFSession) throws(SDFFailure) -> SDFKeyHandle {
        try handle(of: locator.encryptionKey, for: .encryption, in: session)
    }

    /// - Throws: `.notSupported` for a root key made while the device had no HMAC.
    func macKey(in session: SDFSession) throws(SDFFailure) -> SDFKeyHandle {
        guard let key = locator.macKey else { throw SDFFailure(.notSupported(operation: "mac")) }
        return try handle(of: key, for: .mac, in: session)
    }

    private func handle(
        of key: @autoclosure () -> SDFWrappedKey,
        for purpose: SDFKeyUse.Purpose,
        in session: SDFSession
    ) throws(SDFFailure) -> SDFKeyHandle {
        // Asked again on the worker's thread: a key destroyed later than this is forgotten after this call.
        guard !pool.isDestroyed(id) else { throw SDFFailure(.keyNotUsable) }
        let use = SDFKeyUse(id: id, version: version, purpose: purpose)
        if let known = session.knownKey(for: use) { return known }
        let signer = try session.signingKey(session.device.profile.keys.sealSignature)
        return try session.key(key(), for: use) {
            signer.isValid(locator.signature, for: locator.statement(version: version))
        }
    }
}

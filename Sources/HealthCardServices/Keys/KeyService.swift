package import HealthCardDomain
package import SMCrypto

/// Where root keys live and are used (密码服务, `D02`): a device behind GM/T 0018, or our own software in its place.
///
/// A key is named by its ``RootKey``; no private or secret root key ever crosses this protocol. Every call ends within
/// the service's time limit, with a value or a ``KeyServiceError``. Nothing here takes another service's place: a
/// device that is gone is an error, never a software key.
package protocol KeyService: Sendable {
    /// What the keys rest on, for the inventory, the console and the readiness answer.
    var place: KeyPlace { get }

    /// Whether a call is worth making now: `false` from at most a second after a device went, until it is back. Costs
    /// no call to the device.
    var isAvailable: Bool { get }

    /// Takes in what another process changed of the service's state; nothing to do where the state is a device's.
    func reload() async throws(KeyServiceError)

    /// Bytes from the service's own random source.
    ///
    /// - Parameter count: 1 … 4,096.
    func randomBytes(_ count: Int) async throws(KeyServiceError) -> [UInt8]

    /// Makes a root key.
    ///
    /// - Parameter version: counts up from 1 for each purpose.
    /// - Throws: `.badArgument` where the version was used before.
    /// - Returns: the key's name with what the service needs to find it again, to be stored by the caller.
    func makeRoot(_ purpose: RootKeyPurpose, version: UInt32) async throws(KeyServiceError) -> RootKey

    /// Destroys a root key: whatever it sealed can never be opened again, here or from a backup of the service's state.
    /// Destroying it again is no error: the first time may not have been noted.
    ///
    /// - Throws: `.keyNotUsable` where there never was such a key; `.notSupported` where the key must be destroyed with the device's own tool.
    func destroyRoot(_ key: RootKey) async throws(KeyServiceError)

    /// The public half of a signing key.
    func publicKey(of key: RootKey) async throws(KeyServiceError) -> SM2PublicKey

    /// Signs a message with SM3 and the default identity (GB/T 32918.2), and checks the signature before giving it out.
    ///
    /// - Throws: `.wrongAnswer` where the signature does not verify.
    func sign(_ message: [UInt8], with key: RootKey) async throws(KeyServiceError) -> SM2Signature

    /// Seals at most 65,536 bytes: kept secret, and bound to `context`, which must be the same at `open`.
    func seal(_ plaintext: [UInt8], context: [UInt8], with key: RootKey) async throws(KeyServiceError) -> [UInt8]

    /// Opens what `seal` gave.
    ///
    /// - Throws: `.notAuthentic` for another key or context, or changed bytes.
    func open(_ sealed: [UInt8], context: [UInt8], with key: RootKey) async throws(KeyServiceError) -> [UInt8]

    /// The code that binds a message to a key of this service: 32 bytes, deterministic.
    ///
    /// - Throws: `.notSupported` where the device has no HMAC (before GM/T 0018-2023).
    func mac(_ message: [UInt8], with key: RootKey) async throws(KeyServiceError) -> [UInt8]
}

extension KeyService {
    package func reload() async throws(KeyServiceError) {}

    /// Whether a signature is of this key and message. Public keys are no secret, so this is our own computation.
    package func isValid(
        _ signature: SM2Signature,
        for message: [UInt8],
        by key: RootKey
    ) async throws(KeyServiceError) -> Bool {
        try await publicKey(of: key).isValid(signature, for: message)
    }

    /// Wraps a master key for storage.
    package func wrap(
        _ secret: SecretBytes,
        context: [UInt8],
        with key: RootKey
    ) async throws(KeyServiceError) -> [UInt8] {
        try await seal(secret.exposed, context: context, with: key)
    }

    /// Brings a wrapped master key into memory of this process that is overwritten when it goes.
    package func unwrap(
        _ wrapped: [UInt8],
        context: [UInt8],
        with key: RootKey
    ) async throws(KeyServiceError) -> SecretBytes {
        SecretBytes(try await open(wrapped, context: context, with: key))
    }
}

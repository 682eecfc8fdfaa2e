package import HealthCardDomain
package import HealthCardServices
package import SMCrypto
import Synchronization

/// The key service over a device behind GM/T 0018 (`D02`). `docs/sdf.md` says what lies where, and why.
///
/// Root keys: `.signing` is one of the device's own SM2 pairs, named by index; `.sealing` is an SM4 key the device made
/// and wrapped, whose only copy is the locator. Begin with ``start()``, end with ``close()``.
package final class SDFKeyService: KeyService {
    static let plaintextLimit = 65_536
    static let randomCounts = 1...4096

    let pool: SDFPool
    let profile: SDFProfile
    /// Signing locators whose public half the device itself confirmed: at most one for each index of the profile.
    private let confirmed = Mutex<[[UInt8]: SM2PublicKey]>([:])
    private let access: SDFAccess

    /// Prepares the service; nothing runs and no device is touched before ``start()``.
    ///
    /// - Parameter password: gives sessions the right to use private keys; 8 to 255 bytes.
    /// - Throws: `.passwordLength`.
    package init(
        library: SDFLibrary,
        profile: SDFProfile,
        password: SecretBytes,
        settings: SDFSettings = SDFSettings()
    ) throws(SDFLoadError) {
        let access = try SDFAccess(password)
        let functions = library.functions
        self.access = access
        self.profile = profile
        pool = SDFPool(settings) { () throws(SDFFailure) in
            try SDFDevice(functions, profile: profile, access: access)
        }
    }

    /// Starts the threads and the heartbeat, and waits for the first attempt to open the device, two seconds at most
    /// by default. A device that is not there is no error: the service is not available until it is.
    package func start() async { await pool.start() }

    /// Ends the calls that wait, closes sessions and device, and ends the threads, except those that hang in the
    /// library. Every later call is `.unavailable`.
    package func close() async { await pool.close() }

    /// The device as it named itself when it last was opened; without a name before it first answered.
    package var place: KeyPlace { .device(pool.deviceIdentity?.label ?? "") }

    package var isAvailable: Bool { pool.isUsable }

    /// Whether the device refused the password, after which no key is usable until the process starts anew.
    package var isPasswordRefused: Bool { access.isRefused }

    /// How many calls hang in the vendor's library at this moment.
    package var hangingCallCount: Int { pool.abandonedCount }

    package func randomBytes(_ count: Int) async throws(KeyServiceError) -> [UInt8] {
        guard Self.randomCounts.contains(count) else { throw .badArgument }
        return try await pool.perform { session throws(SDFFailure) in try session.random(count) }
    }

    package func makeRoot(_ purpose: RootKeyPurpose, version: UInt32) async throws(KeyServiceError) -> RootKey {
        guard version >= 1 else { throw .badArgument }
        let locator =
            switch purpose {
            case .signing: try await makeSigningLocator(version: version)
            case .sealing: try await makeSealingLocator(version: version)
            }
        return RootKey(purpose: purpose, version: version, locator: locator)
    }

    package func destroyRoot(_ key: RootKey) async throws(KeyServiceError) {
        switch key.purpose {
        case .signing: throw .notSupported(operation: "destroyRoot")
        case .sealing:
            guard SDFSealingLocator(parsing: key.locator) != nil else { throw .keyNotUsable }
            try pool.destroy(SDFKeyID(of: key.locator))
        }
    }

    package func publicKey(of key: RootKey) async throws(KeyServiceError) -> SM2PublicKey {
        let locator = try signingLocator(of: key)
        if let known = confirmed.withLock({ $0[key.locator] }) { return known }
        let found = try await pool.perform { session throws(SDFFailure) in
            try Self.confirm(locator, in: session)
        }
        confirmed.withLock { $0[key.locator] = found }
        return found
    }

    package func sign(_ message: [UInt8], with key: RootKey) async throws(KeyServiceError) -> SM2Signature {
        let locator = try signingLocator(of: key)
        return try await pool.perform { session throws(SDFFailure) in
            _ = try Self.confirm(locator, in: session)
            return try session.sign(message, index: locator.index)
        }
    }

    private func makeSigningLocator(version: UInt32) async throws(KeyServiceError) -> [UInt8] {
        guard let index = signingIndex(version: version) else { throw .notSupported(operation: "makeRoot") }
        let publicKey = try await pool.perform { session throws(SDFFailure) in
            try session.acquireRight(index)
            return try session.signingKey(index)
        }
        return SDFSigningLocator(index: index, publicKey: publicKey).bytes
    }

    /// The internal pair of a version: the profile's list, in order, and no further.
    private func signingIndex(version: UInt32) -> UInt32? {
        guard let place = Int(exactly: version), (1...profile.keys.signing.count).contains(place) else { return nil }
        return profile.keys.signing[place - 1]
    }

    private func signingLocator(of key: RootKey) throws(KeyServiceError) -> SDFSigningLocator {
        guard key.purpose == .signing else { throw .notSupported(operation: "sign") }
        guard let locator = SDFSigningLocator(parsing: key.locator),
            signingIndex(version: key.version) == locator.index
        else { throw .keyNotUsable }
        return locator
    }

    /// Asks the device whether the pair at the index still is the one the locator names.
    ///
    /// - Throws: `.keyNotUsable` if it is another.
    private static func confirm(
        _ locator: SDFSigningLocator,
        in session: SDFSession
    ) throws(SDFFailure) -> SM2PublicKey {
        let found = try session.signingKey(locator.index)
        guard found == locator.publicKey else { throw SDFFailure(.keyNotUsable) }
        return found
    }
}

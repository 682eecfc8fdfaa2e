package import HealthCardDomain
package import HealthCardServices
package import SMCrypto
import Synchronization

/// The key service without a device (`D02`): root keys in one file, sealed under a passphrase or a machine secret.
///
/// For a demo, a trial and tests. It is no certified module, and what no software can do it does not do: who has an
/// older copy of the file together with its passphrase or machine secret has the keys of that day, destroyed ones
/// included. Keep the machine secret out of the backup that holds the file.
///
/// Sealing, opening, signing and codes are computed where they are called: none takes longer than a few milliseconds.
/// Making and destroying keys writes the file, on a thread of its own.
package final class SoftwareKeyService: KeyService {
    /// The longest text that is sealed, in bytes.
    private static let maximumPlaintextLength = 65_536
    private static let randomCounts = 1...4096

    private let ambient: Ambient
    private let clock: any Clock<Duration>
    private let timeLimit: Duration
    private let thread: FileThread
    /// Used on the thread only, so nobody ever waits for it.
    private let store: Mutex<RootKeyStore>
    private let keys: Mutex<[[UInt8]: HeldKey]>
    private let isOpen = Mutex(true)

    private init(
        store: RootKeyStore,
        keys: [[UInt8]: HeldKey],
        thread: FileThread,
        ambient: Ambient,
        clock: any Clock<Duration>,
        timeLimit: Duration
    ) {
        self.store = Mutex(store)
        self.keys = Mutex(keys)
        self.thread = thread
        self.ambient = ambient
        self.clock = clock
        self.timeLimit = timeLimit
    }

    deinit { thread.close() }

    /// Opens the file of root keys. With a passphrase this takes a good part of a second, on a thread of our own.
    ///
    /// - Parameters:
    ///   - file: the path; its folder must have mode 0700 and it mode 0600.
    ///   - ifMissing: whether to make it. Refuse where the database already names root keys.
    ///   - timeLimit: of every call that writes the file.
    package static func open(
        file: String,
        secret: RootKeySecret,
        ambient: Ambient,
        clock: any Clock<Duration>,
        timeLimit: Duration = .seconds(5),
        ifMissing: MissingFile = .create
    ) async throws(RootKeyFileError) -> SoftwareKeyService {
        let thread = FileThread()
        let opened: Result<(RootKeyStore, [[UInt8]: HeldKey]), RootKeyFileError> = await run(on: thread) {
            () throws(RootKeyFileError) in
            let store = try RootKeyStore(
                path: file,
                secret: secret,
                ambient: ambient,
                creating: ifMissing == .create
            )
            return (store, try HeldKey.all(of: store.table))
        }
        let (store, keys) = try opened.get()
        return SoftwareKeyService(
            store: store,
            keys: keys,
            thread: thread,
            ambient: ambient,
            clock: clock,
            timeLimit: timeLimit
        )
    }

    package var place: KeyPlace { .software }

    package var isAvailable: Bool { isOpen.withLock { $0 } }

    /// Lets all keys go. Every call from then on throws `.unavailable`.
    package func close() {
        isOpen.withLock { $0 = false }
        keys.withLock { $0 = [:] }
        thread.close()
    }

    /// Seals the file under another passphrase or machine secret. The keys and what they sealed stay as they are; other
    /// processes that have the file open must start again.
    package func reseal(with secret: RootKeySecret) async throws(RootKeyFileError) {
        try await Self.run(on: thread) { [self] () throws(RootKeyFileError) in
            try change { store throws(RootKeyFileError) in try store.reseal(with: secret) }
        }.get()
    }

    /// Takes in what another process changed in the file: made keys, and destroyed ones.
    package func refresh() async throws(RootKeyFileError) {
        try await Self.run(on: thread) { [self] () throws(RootKeyFileError) in
            try change { store throws(RootKeyFileError) in try store.refresh() }
        }.get()
    }

    package func randomBytes(_ count: Int) async throws(KeyServiceError) -> [UInt8] {
        guard isAvailable else { throw .unavailable }
        guard Self.randomCounts.contains(count) else { throw .badArgument }
        return ambient.randomBytes(count)
    }

    package func makeRoot(_ purpose: RootKeyPurpose, version: UInt32) async throws(KeyServiceError) -> RootKey {
        guard version > 0 else { throw .badArgument }
        return try await Self.run(on: thread, within: timeLimit, of: clock) { [self] () throws(KeyServiceError) in
            let material = try newMaterial(purpose)
            var isUsed = false
            try Self.inFile { () throws(RootKeyFileError) in
                try change { store throws(RootKeyFileError) in
                    try store.update { table throws(RootKeyFileError) in
                        isUsed = table.uses(purpose, version)
                        guard !isUsed else { return }
                        guard table.records.count < RootKeyTable.limit else { throw .full }
                        table.add(RootKeyRecord(purpose: purpose, version: version, material: material))
                    }
                }
            }
            guard !isUsed else { throw .badArgument }
            return RootKey(purpose: purpose, version: version, locator: material.id)
        }
    }

    package func destroyRoot(_ key: RootKey) async throws(KeyServiceError) {
        guard isAvailable else { throw .unavailable }
        try await Self.run(on: thread, within: timeLimit, of: clock) { [self] () throws(KeyServiceError) in
            var isGone = false
            try Self.inFile { () throws(RootKeyFileError) in
                try change { store throws(RootKeyFileError) in
                    try store.update { table throws(RootKeyFileError) in
                        isGone = table.destroy(key.locator, of: key.purpose, key.version)
                    }
                }
            }
            guard isGone else { throw .keyNotUsable }
        }
    }

    package func publicKey(of key: RootKey) async throws(KeyServiceError) -> SM2PublicKey {
        guard case .signing(let pair) = try find(key).use else { throw .keyNotUsable }
        return pair.publicKey
    }

    package func sign(_ message: [UInt8], with key: RootKey) async throws(KeyServiceError) -> SM2Signature {
        guard case .signing(let pair) = try find(key).use else { throw .keyNotUsable }
        let signature: SM2Signature
        do {
            signature = try pair.sign(message)
        } catch {
            throw .failed(reason: RootKeyFileError.failed.english)
        }
        guard pair.publicKey.isValid(signature, for: message) else { throw .wrongAnswer }
        return signature
    }

    package func seal(
        _ plaintext: [UInt8],
        context: [UInt8],
        with key: RootKey
    ) async throws(KeyServiceError) -> [UInt8] {
        guard case .sealing(let sealing) = try find(key).use else { throw .keyNotUsable }
        guard plaintext.count <= Self.maximumPlaintextLength else { throw .badArgument }
        let nonce = ambient.randomBytes(AuthenticatedCipher.nonceLength)
        return sealing.seal(plaintext, context: context, nonce: nonce)
    }

    package func open(
        _ sealed: [UInt8],
        context: [UInt8],
        with key: RootKey
    ) async throws(KeyServiceError) -> [UInt8] {
        guard case .sealing(let sealing) = try find(key).use else { throw .keyNotUsable }
        return try sealing.open(sealed, context: context)
    }

    package func mac(_ message: [UInt8], with key: RootKey) async throws(KeyServiceError) -> [UInt8] {
        guard case .sealing(let sealing) = try find(key).use else {
            throw .notSupported(operation: "mac")
        }
        return sealing.mac(message)
    }

    private func find(_ key: RootKey) throws(KeyServiceError) -> HeldKey {
        guard isAvailable else { throw .unavailable }
        guard let held = keys.withLock({ $0[key.locator] }), held.purpose == key.purpose, held.version == key.version
        else { throw .keyNotUsable }
        return held
    }

    /// The port's words for a file that cannot be written.
    private static func inFile(_ body: () throws(RootKeyFileError) -> Void) throws(KeyServiceError) {
        do {
            try body()
        } catch {
            throw .failed(reason: error.english)
        }
    }

    private func newMaterial(_ purpose: RootKeyPurpose) throws(KeyServiceError) -> RootKeyRecord.Material {
        var secret: [UInt8]
        switch purpose {
        case .signing:
            do {
                secret = try SM2PrivateKey.generate().rawRepresentation
            } catch {
                throw .failed(reason: RootKeyFileError.failed.english)
            }
        case .sealing:
            secret = ambient.randomBytes(RootKeyRecord.secretLength)
        }
        return RootKeyRecord.Material(
            id: ambient.randomBytes(RootKeyRecord.idLength),
            secret: SecretBytes(wiping: &secret)
        )
    }

    /// Changes the store and then takes the keys in that the file now has. On the thread only.
    private func change(_ body: (inout RootKeyStore) throws(RootKeyFileError) -> Void) throws(RootKeyFileError) {
        let table = try store.withLock { store throws(RootKeyFileError) in
            try body(&store)
            return store.table
        }
        let held = try HeldKey.all(of: table)
        keys.withLock { keys in
            if isAvailable { keys = held }
        }
    }
}

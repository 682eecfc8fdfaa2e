import HealthCardDomain
import HealthCardServices
package import SMCrypto

/// What `Benchmarks/sdf` calls of this module: the innermost steps, which the product keeps to itself. Compiled into
/// the module there only, and no part of the product.
package final class SDFSeam {
    package static let signIndex: UInt32 = 1

    /// The sealing root's two keys as the device wrapped them: `ECCCipher` structures of its profile.
    package let wrappedKeys: (cipher: [UInt8], mac: [UInt8])
    /// The index of the pair they are wrapped under.
    package let wrapIndex: UInt32

    private let service: SDFKeyService
    private let key: RootKey
    private let root: SDFSealingRoot
    private let session: SDFSession
    /// A pool without threads, whose one worker this object plays.
    private let desk: SDFPool
    private let worker = SDFWorker(isProber: false)

    /// Starts a service on the device, makes a sealing root, and opens a session beside the service's own.
    package init(library path: String, password: [UInt8]) async throws {
        guard let profile = SDFProfile.shipped["standard-2023"] else { preconditionFailure("the profile is shipped") }
        let library = try SDFLibrary(path: path)
        service = try SDFKeyService(library: library, profile: profile, password: SecretBytes(password))
        await service.start()
        key = try await service.makeRoot(.sealing, version: 1)
        root = try SDFSealingRoot(key, in: service.pool)
        guard let locator = SDFSealingLocator(parsing: key.locator), let macKey = locator.macKey else {
            preconditionFailure("a device with HMAC makes two keys")
        }
        wrappedKeys = (
            SDFAnswer.cipher(of: locator.encryptionKey, profile: profile),
            SDFAnswer.cipher(of: macKey, profile: profile)
        )
        wrapIndex = profile.keys.wrapping
        let access = try SDFAccess(SecretBytes(password))
        let connect = { @Sendable () throws(SDFFailure) in
            try SDFDevice(library.functions, profile: profile, access: access)
        }
        let device = try connect()
        session = try device.openSession()
        desk = SDFPool(SDFSettings(), connect: connect)
        desk.guarded.with { state in
            let prober = SDFWorker(isProber: true)
            state.workers = [worker, prober]
            precondition(state.breaker.beginProbe(at: 1), "a device that was never opened is due")
            state.connectEnded(prober, with: device, at: 1)
        }
        guard case .openSession = desk.nextDuty(worker) else { preconditionFailure("a session is the first duty") }
        desk.guarded.with { state in precondition(state.openEnded(worker, with: nil, at: 1).isEmpty) }
    }

    package func close() async {
        session.close()
        await service.close()
    }

    // MARK: On the worker's thread, with its session

    package func random(_ count: Int) throws -> [UInt8] { try session.random(count) }

    package func encrypt(_ text: [UInt8], iv: [UInt8]) throws -> [UInt8] {
        try session.crypt(.encrypt, text, iv: iv, with: root.encryptionKey(in: session))
    }

    package func mac(_ message: [UInt8]) throws -> [UInt8] {
        try session.mac(message, with: root.macKey(in: session))
    }

    package func sign(_ message: [UInt8]) throws -> SM2Signature {
        try session.sign(message, index: Self.signIndex)
    }

    /// What `sign` does in software: the digest that goes to the device, and the check of what comes back.
    package func signInSoftware(_ message: [UInt8], _ signature: SM2Signature) throws -> [UInt8] {
        let key = try session.signingKey(Self.signIndex)
        let digest = try SM2Digest.message(message, id: SM2.defaultID, publicKey: key)
        precondition(key.isValid(signature, for: message), "the signature verifies")
        return digest
    }

    // MARK: Around it

    /// One call with an empty body: made, queued, handed to the worker, run, booked and answered, on one thread.
    package func passThroughDesk() async -> Bool {
        let deadline = Monotonic.now() + 800_000_000
        let value = SDFValue<Int>()
        let failure: SDFFailure? = await unsafe withUnsafeContinuation { continuation in
            let call = unsafe SDFCall(deadline: deadline, continuation: continuation) { _ in
                value.set(7)
                return nil
            }
            desk.submit(call)
            guard case .call(let next) = desk.nextDuty(worker) else { preconditionFailure("a call waits") }
            precondition(desk.serve(next, worker, session), "the worker stays")
        }
        return failure == nil && value.take() == 7
    }

    /// One call with an empty body through the running pool, both changes of thread included.
    package func perform() async throws -> Bool {
        try await service.pool.perform { _ throws(SDFFailure) in 7 } == 7
    }

    /// The port's own call: `randomBytes` of the service.
    package func serviceRandom(_ count: Int) async throws -> [UInt8] { try await service.randomBytes(count) }

    /// The port's own call: `mac` of the service, which reads the key's locator first.
    package func serviceMac(_ message: [UInt8]) async throws -> [UInt8] {
        try await service.mac(message, with: key)
    }
}

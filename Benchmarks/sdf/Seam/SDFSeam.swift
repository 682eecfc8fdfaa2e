import HealthCardDomain
import HealthCardServices
import SMCrypto

/// A running service on a device, with a session beside its own and what lies around a session's calls. Compiled into
/// the module by `Benchmarks/sdf` only, and no part of the product.
package final class SDFSeam {
    /// A session beside the service's own, with a sealing root the device made.
    package let inSession: SDFSessionSeam

    private let service: SDFKeyService
    private let key: RootKey
    /// The one worker of the session's pool without threads, which this object plays.
    private let worker = SDFWorker(isProber: false)
    private var desk: SDFPool { inSession.desk }

    /// Starts a service on the device, makes a sealing root, and opens a session beside the service's own.
    package init(library path: String, password: [UInt8]) async throws {
        guard let profile = SDFProfile.shipped["standard-2023"] else { preconditionFailure("the profile is shipped") }
        let library = try SDFLibrary(path: path)
        service = try SDFKeyService(library: library, profile: profile, password: SecretBytes(password))
        await service.start()
        key = try await service.makeRoot(.sealing, version: 1)
        inSession = try SDFSessionSeam(library, password: password, key: key)
        desk.guarded.with { state in
            let prober = SDFWorker(isProber: true)
            state.workers = [worker, prober]
            precondition(state.breaker.beginProbe(at: 1), "a device that was never opened is due")
            state.connectEnded(prober, with: inSession.device, at: 1)
        }
        guard case .openSession = desk.nextDuty(worker) else { preconditionFailure("a session is the first duty") }
        desk.guarded.with { state in precondition(state.openEnded(worker, with: nil, at: 1).isEmpty) }
    }

    package func close() async {
        inSession.close()
        await service.close()
    }

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
            precondition(desk.serve(next, worker, inSession.session), "the worker stays")
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

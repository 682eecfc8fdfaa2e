import Foundation
import HealthCardServices
import Synchronization

/// The threads that talk to one device: workers that serve clients, each with a session of its own, a prober that
/// opens the device and proves that it answers, and a keeper that watches the time and never touches the library.
///
/// A thread that overruns is abandoned together with its session, counted, and replaced; when the library lets it go,
/// it closes what it held and ends.
final class SDFPool: Sendable {
    let guarded: Guarded<SDFPoolState>
    /// What `isUsable` of the state was when it last changed: written under the lock, read without it.
    private let usable = Atomic(false)
    /// How many keys were destroyed, readable without the lock: mostly none.
    private let destroyedCount = Atomic(0)
    private let identity = Mutex<SDFDeviceIdentity?>(nil)
    private let onFirstProbe = Mutex<[@Sendable () -> Void]>([])
    private let onClosed = Mutex<[@Sendable () -> Void]>([])
    private let isStarted = Atomic(false)
    private let hasEnded = Atomic(false)
    private let connect: @Sendable () throws(SDFFailure) -> SDFDevice
    private let timeLimit: UInt64

    /// - Parameter connect: opens the device; called on a thread of the pool.
    init(_ settings: SDFSettings, connect: @escaping @Sendable () throws(SDFFailure) -> SDFDevice) {
        guarded = Guarded(SDFPoolState(settings))
        timeLimit = settings.timeLimit.nanosecondCount
        self.connect = connect
    }

    /// Whether a call is worth making now.
    var isUsable: Bool { usable.load(ordering: .acquiring) }

    /// What the device last said it is; `nil` before it first answered.
    var deviceIdentity: SDFDeviceIdentity? { identity.withLock { $0 } }

    /// How many calls hang in the library.
    var abandonedCount: Int { guarded.with { $0.abandonedCount } }

    func isDestroyed(_ key: SDFKeyID) -> Bool {
        destroyedCount.load(ordering: .acquiring) > 0 && guarded.with { $0.isDestroyed(key) }
    }

    /// Refuses the key from now on, and has every session overwrite it.
    ///
    /// - Throws: `.failed` where this process remembers as many destroyed keys as it can; nothing has changed then.
    func destroy(_ key: SDFKeyID) throws(KeyServiceError) {
        let isRemembered = guarded.with { state in
            let isRemembered = state.destroy(key)
            destroyedCount.store(state.destroyed.count, ordering: .releasing)
            return isRemembered
        }
        guard isRemembered else { throw .failed(reason: "too many destroyed keys; restart the service") }
        guarded.wakeAll()
    }

    /// Starts the threads, once, and waits for the first attempt to open the device, however it ends.
    func start() async {
        guard !isStarted.exchange(true, ordering: .acquiringAndReleasing) else { return }
        await withCheckedContinuation { continuation in
            onFirstProbe.withLock { $0.append { continuation.resume() } }
            startThread("xinglin-sdf-keeper") { pool in pool.keep() }
        }
    }

    /// Takes no more calls, ends those that wait, and waits until the threads that do not hang have closed their
    /// sessions and the device.
    func close() async {
        guard isStarted.load(ordering: .acquiring) else { return }
        await withCheckedContinuation { continuation in
            onClosed.withLock { $0.append { continuation.resume() } }
            let refused = guarded.with { state in
                let refused = state.close()
                publish(state)
                return refused
            }
            guarded.wakeAll()
            for call in refused { call.fail(SDFFailure(.unavailable)) }
            if hasEnded.load(ordering: .sequentiallyConsistent) { tellAll(onClosed) }
        }
    }

    /// Runs a body on a session, on a thread of the pool.
    ///
    /// - Throws: `.unavailable` at once while the device is left alone or too many wait, `.timedOut` at the time limit,
    ///   and what the body throws. Cancelling the task changes nothing: the call ends within the limit anyway.
    func perform<Value: Sendable>(
        _ body: @escaping @Sendable (SDFSession) throws(SDFFailure) -> Value
    ) async throws(KeyServiceError) -> Value {
        guard isUsable else { throw .unavailable }
        let deadline = Monotonic.now() + timeLimit
        let value = SDFValue<Value>()
        let failure: SDFFailure? = await unsafe withUnsafeContinuation { continuation in
            let call = unsafe SDFCall(deadline: deadline, continuation: continuation) { session in
                do throws(SDFFailure) {
                    value.set(try body(session))
                    return nil
                } catch {
                    return error
                }
            }
            submit(call)
        }
        if let failure { throw failure.error }
        return value.take()
    }

    func submit(_ call: SDFCall) {
        let (isAdded, hasRestingWorker) = guarded.with { ($0.add(call), $0.hasRestingWorker) }
        if !isAdded {
            call.fail(SDFFailure(.unavailable))
        } else if hasRestingWorker {
            // A signal to one of them would wake nobody who can take the call.
            guarded.wakeAll()
        } else {
            guarded.signal(.worker)
        }
    }

    // MARK: The workers' threads

    private func work(_ worker: SDFWorker) {
        var session: SDFSession?
        while true {
            let duty = nextDuty(worker)
            let stays: Bool
            switch duty {
            case .call(let call): stays = serve(call, worker, session)
            case .openSession(let device): stays = openSession(device, worker, &session)
            case .heartbeat: stays = heartbeat(worker, session)
            case .connect: stays = openDevice(worker, &session)
            case .forget(let keys):
                session?.forget(keys)
                stays = end(worker, failure: nil)
            case .closeSession:
                session?.close()
                session = nil
                stays = closed(worker)
            case .release(let devices):
                for device in devices { device.release() }
                stays = closed(worker)
            case .retire(let devices):
                session?.close()
                for device in devices { device.release() }
                leave(worker)
                return
            }
            guard stays else {
                session?.close()
                guarded.with { $0.returned(at: Monotonic.now()) }
                guarded.wakeAll()
                return
            }
        }
    }

    func nextDuty(_ worker: SDFWorker) -> SDFDuty {
        guarded.take(at: worker.isProber ? .prober : .worker) { state in
            state.duty(of: worker, at: Monotonic.now)
        }
    }

    /// - Returns: whether the worker goes on; `false` if it was abandoned meanwhile. As for all functions below.
    func serve(_ call: SDFCall, _ worker: SDFWorker, _ session: SDFSession?) -> Bool {
        guard let session else { preconditionFailure("a worker gets a call only after it opened its session") }
        return call.run(on: session) { failure in end(worker, failure: failure) }
    }

    private func heartbeat(_ worker: SDFWorker, _ session: SDFSession?) -> Bool {
        guard let session else { preconditionFailure("the prober has a session while the device is up") }
        do {
            _ = try session.random(16)
            return end(worker, failure: nil)
        } catch {
            return end(worker, failure: error)
        }
    }

    private func openSession(_ device: SDFDevice, _ worker: SDFWorker, _ session: inout SDFSession?) -> Bool {
        var failure: SDFFailure?
        do {
            session = try device.openSession()
        } catch {
            failure = error
        }
        return settle(worker) { state in state.openEnded(worker, with: failure, at: Monotonic.now()) }
    }

    private func openDevice(_ worker: SDFWorker, _ session: inout SDFSession?) -> Bool {
        var device: SDFDevice?
        do {
            let opened = try connect()
            do {
                let first = try opened.openSession()
                session = first
                try introduce(first)
                device = opened
            } catch {
                session?.close()
                session = nil
                opened.release()
                throw error
            }
        } catch {
            device = nil
        }
        let stays = settle(worker) { state in
            state.connectEnded(worker, with: device, at: Monotonic.now())
            return []
        }
        // An opening that came too late is nobody's; its session is closed by the caller of this function.
        if !stays { device?.release() }
        guarded.wakeAll()
        tellAll(onFirstProbe)
        return stays
    }

    /// The questions a device must answer before it counts as back. The password is tried here, by one session, before
    /// all others try it.
    private func introduce(_ session: SDFSession) throws(SDFFailure) {
        let found = try session.identity()
        _ = try session.random(16)
        do {
            try session.acquireRight(session.device.profile.keys.sealSignature)
        } catch {
            // Without the right the device still gives random numbers and public keys; each use of a key says no.
            guard error.weight != .connection else { throw error }
        }
        identity.withLock { $0 = found }
    }

    private func end(_ worker: SDFWorker, failure: SDFFailure?) -> Bool {
        settle(worker) { state in state.ended(worker, with: failure, at: Monotonic.now) }
    }

    private func closed(_ worker: SDFWorker) -> Bool {
        let stays = settle(worker) { state in
            worker.deadline = nil
            worker.generation = nil
            return []
        }
        // The prober waits for the last session to close, and the keeper for the device.
        guarded.wakeAll()
        return stays
    }

    /// Books the end of a duty, unless the worker was abandoned before.
    private func settle(_ worker: SDFWorker, _ book: (inout SDFPoolState) -> [SDFCall]) -> Bool {
        let (stays, refused, hasChanged) = guarded.with { state in
            let stays = !worker.isAbandoned
            let refused = stays ? book(&state) : []
            return (stays, refused, publish(state))
        }
        if hasChanged { guarded.wakeAll() }
        for call in refused { call.fail(SDFFailure(.unavailable)) }
        return stays
    }

    private func leave(_ worker: SDFWorker) {
        guarded.with { $0.left(worker, at: Monotonic.now()) }
        guarded.wakeAll()
    }

    // MARK: The keeper's thread

    private func keep() {
        while true {
            let chores = guarded.take(at: .keeper) { state in
                let chores = state.keep(at: Monotonic.now())
                publish(state)
                return chores.isEmpty ? .wait(until: chores.nextLook) : .take(chores)
            }
            for worker in chores.hired { startThread("xinglin-sdf") { pool in pool.work(worker) } }
            for call in chores.overdue { call.fail(SDFFailure(.timedOut)) }
            for call in chores.refused { call.fail(SDFFailure(.unavailable)) }
            if chores.isProbeDue { guarded.signal(.prober) }
            if chores.hasAbandoned {
                guarded.wakeAll()
                tellAll(onFirstProbe)
            }
            if chores.isOver { break }
        }
        hasEnded.store(true, ordering: .sequentiallyConsistent)
        tellAll(onFirstProbe)
        tellAll(onClosed)
    }

    /// Makes the state of the device readable without the lock, which the caller holds.
    ///
    /// - Returns: whether it changed.
    @discardableResult
    private func publish(_ state: SDFPoolState) -> Bool {
        if usable.load(ordering: .relaxed) == state.isUsable { return false }
        usable.store(state.isUsable, ordering: .releasing)
        return true
    }

    private func tellAll(_ waiting: borrowing Mutex<[@Sendable () -> Void]>) {
        let told = waiting.withLock { told in
            defer { told = [] }
            return told
        }
        for tell in told { tell() }
    }

    private func startThread(_ name: String, _ body: @escaping @Sendable (SDFPool) -> Void) {
        let thread = Thread { body(self) }
        thread.name = name
        thread.start()
    }
}

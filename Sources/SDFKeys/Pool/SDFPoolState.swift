/// Everything the pool knows, and its decisions. No function here calls the library or wakes a client: what is to be
/// done comes back as a value.
struct SDFPoolState {
    /// So many destroyed keys are remembered while the process runs; a further one is refused, not forgotten.
    static let destroyedLimit = 4096

    let settings: SDFSettings
    var breaker: SDFBreaker
    var workers: [SDFWorker] = []
    var abandonedCount = 0
    private(set) var waiting = SDFQueue()
    private(set) var device: SDFDevice?
    private(set) var retired: [SDFDevice] = []
    private(set) var generation: UInt64 = 0
    /// Destroyed keys in their order, so that a worker knows how far it came, and to be looked up.
    private(set) var destroyed: [SDFKeyID] = []
    private var destroyedSet: Set<SDFKeyID> = []
    private(set) var isClosing = false
    /// Whether a call is worth making: the device is up, and not every worker was refused a session.
    private(set) var isUsable = false
    /// Whether a worker waits that could not take a call: one that was refused a session.
    private(set) var hasRestingWorker = false
    private var probe: SDFDuty?
    private var nextHeartbeat: UInt64 = 0
    private let timeLimit: UInt64
    private let connectLimit: UInt64

    init(_ settings: SDFSettings) {
        self.settings = settings
        breaker = SDFBreaker(settings)
        timeLimit = settings.timeLimit.nanosecondCount
        connectLimit = settings.connectLimit.nanosecondCount
    }

    /// Finds anew what every call asks; after everything that may change it.
    private mutating func review() {
        let canServe = workers.contains { !$0.isProber && !$0.isAbandoned && $0.restsUntil == nil }
        isUsable = breaker.isUp && !isClosing && canServe
        hasRestingWorker = workers.contains { $0.restsUntil != nil }
    }

    /// Whether no session of a given-up device is open, those of abandoned workers apart.
    private var isLetGo: Bool {
        device == nil && workers.allSatisfy { $0.generation == nil && $0.deadline == nil }
    }

    // MARK: Clients

    /// Queues a call; `false` refuses it.
    mutating func add(_ call: SDFCall) -> Bool {
        guard isUsable, waiting.count < settings.queueLimit else { return false }
        waiting.append(call)
        return true
    }

    /// Refuses a key from now on; `false` if no more can be remembered.
    mutating func destroy(_ key: SDFKeyID) -> Bool {
        if destroyedSet.contains(key) { return true }
        guard destroyed.count < Self.destroyedLimit else { return false }
        destroyed.append(key)
        destroyedSet.insert(key)
        return true
    }

    func isDestroyed(_ key: SDFKeyID) -> Bool { destroyedSet.contains(key) }

    // MARK: Workers

    /// The worker's next duty, with the instant by which it must have ended.
    ///
    /// - Parameter now: asked only where the duty is no call of a client, which brings its own instant.
    mutating func duty(of worker: SDFWorker, at now: () -> UInt64) -> Guarded<SDFPoolState>.Step<SDFDuty> {
        if isClosing { return .take(begin(.retire(takeDevices()), worker, until: now() + connectLimit)) }
        if let held = worker.generation, device == nil || held != generation {
            return .take(begin(.closeSession, worker, until: now() + connectLimit))
        }
        return worker.isProber ? proberDuty(worker, now) : clientDuty(worker, now)
    }

    private mutating func clientDuty(_ worker: SDFWorker, _ now: () -> UInt64) -> Guarded<SDFPoolState>.Step<SDFDuty> {
        guard let device, breaker.isUp else { return .wait(until: nil) }
        guard worker.generation != nil else {
            if let restsUntil = worker.restsUntil, now() < restsUntil { return .wait(until: restsUntil) }
            worker.generation = generation
            return .take(begin(.openSession(device), worker, until: now() + connectLimit))
        }
        if worker.forgottenCount < destroyed.count {
            let keys = Set(destroyed[worker.forgottenCount...])
            worker.forgottenCount = destroyed.count
            return .take(begin(.forget(keys), worker, until: now() + timeLimit))
        }
        guard let call = waiting.popFirst() else { return .wait(until: nil) }
        worker.call = call
        return .take(begin(.call(call), worker, until: call.deadline))
    }

    private mutating func proberDuty(_ worker: SDFWorker, _ now: () -> UInt64) -> Guarded<SDFPoolState>.Step<SDFDuty> {
        if !retired.isEmpty, isLetGo {
            defer { retired = [] }
            return .take(begin(.release(retired), worker, until: now() + connectLimit))
        }
        guard let duty = probe else { return .wait(until: nil) }
        probe = nil
        switch duty {
        case .connect:
            return .take(begin(duty, worker, until: now() + connectLimit))
        default:
            return .take(begin(duty, worker, until: now() + settings.heartbeatLimit.nanosecondCount))
        }
    }

    private func begin(_ duty: SDFDuty, _ worker: SDFWorker, until deadline: UInt64) -> SDFDuty {
        worker.deadline = deadline
        return duty
    }

    /// Ends a worker's duty.
    ///
    /// - Returns: the clients that wait in vain, should this have brought the device down.
    mutating func ended(_ worker: SDFWorker, with failure: SDFFailure?, at now: () -> UInt64) -> [SDFCall] {
        worker.deadline = nil
        worker.call = nil
        let source = worker.isProber ? SDFBreaker.Source.heartbeat : .call
        return breaker.ended(with: failure?.weight, source: source, at: now) ? letGo() : []
    }

    /// Ends the opening of a session.
    mutating func openEnded(_ worker: SDFWorker, with failure: SDFFailure?, at now: UInt64) -> [SDFCall] {
        worker.deadline = nil
        guard let failure else {
            worker.restsUntil = nil
            review()
            return []
        }
        worker.generation = nil
        worker.restsUntil = now + settings.lastBackOff.nanosecondCount
        review()
        if failure.weight == .connection {
            return breaker.ended(with: .connection, source: .call, at: { now }) ? letGo() : []
        }
        // The device has no session left for anybody: those who wait would wait in vain.
        return isUsable ? [] : waiting.takeAll()
    }

    /// Ends an attempt to open the device.
    mutating func connectEnded(_ worker: SDFWorker, with device: SDFDevice?, at now: UInt64) {
        worker.deadline = nil
        breaker.probeEnded(isWell: device != nil, at: now)
        defer { review() }
        guard let device else { return }
        self.device = device
        generation += 1
        worker.generation = generation
        for worker in workers { worker.restsUntil = nil }
        nextHeartbeat = now + settings.heartbeatInterval.nanosecondCount
    }

    // MARK: Keeper

    /// What the keeper does at this instant, and when it must look again.
    mutating func keep(at now: UInt64) -> SDFChores {
        var chores = SDFChores()
        expireWorkers(&chores, now)
        while let call = waiting.first, call.deadline <= now {
            chores.overdue.append(call)
            _ = waiting.popFirst()
        }
        if !isClosing {
            staff(&chores)
            chores.isProbeDue = schedule(now)
        }
        review()
        chores.isOver = isClosing && workers.isEmpty
        chores.nextLook = nextLook(now)
        return chores
    }

    private mutating func expireWorkers(_ chores: inout SDFChores, _ now: UInt64) {
        for worker in workers {
            guard let deadline = worker.deadline, deadline <= now else { continue }
            worker.isAbandoned = true
            abandonedCount += 1
            chores.hasAbandoned = true
            if let call = worker.call { chores.overdue.append(call) }
            if breaker.timedOut(at: now), device != nil { chores.refused += letGo() }
        }
        workers.removeAll { $0.isAbandoned }
    }

    /// Puts workers in the places of those that hang, as long as not too many do.
    private mutating func staff(_ chores: inout SDFChores) {
        var missing = settings.sessions - workers.count { !$0.isProber }
        var needsProber = !workers.contains { $0.isProber }
        while abandonedCount + workers.count < settings.threadLimit, missing > 0 || needsProber {
            let worker = SDFWorker(isProber: needsProber)
            if needsProber { needsProber = false } else { missing -= 1 }
            workers.append(worker)
            chores.hired.append(worker)
        }
    }

    /// Gives the prober something to do if it is idle and the time has come; whether it did.
    private mutating func schedule(_ now: UInt64) -> Bool {
        guard probe == nil, workers.contains(where: { $0.isProber && $0.deadline == nil }) else { return false }
        if breaker.isUp {
            guard nextHeartbeat <= now else { return false }
            nextHeartbeat = now + settings.heartbeatInterval.nanosecondCount
            probe = .heartbeat
            return true
        }
        guard retired.isEmpty, isLetGo, breaker.beginProbe(at: now) else { return false }
        probe = .connect
        return true
    }

    private func nextLook(_ now: UInt64) -> UInt64 {
        // A call that comes later ends later than this, so the keeper need not be woken for it.
        var next = now + min(timeLimit, settings.heartbeatLimit.nanosecondCount) / 4
        for worker in workers { next = min(next, worker.deadline ?? next) }
        if let call = waiting.first { next = min(next, call.deadline) }
        if breaker.isUp { next = min(next, nextHeartbeat) }
        if let probe = breaker.nextProbe, probe > now { next = min(next, probe) }
        return max(next, now + 1_000_000)
    }

    // MARK: Giving up

    /// A worker ends: at the close of the pool, or because its library let it go after it was abandoned.
    mutating func left(_ worker: SDFWorker, at now: UInt64) {
        if worker.isAbandoned { returned(at: now) }
        workers.removeAll { $0 === worker }
        review()
    }

    /// An abandoned worker's call came back after all.
    mutating func returned(at now: UInt64) {
        abandonedCount -= 1
        breaker.hurry(at: now)
    }

    /// Gives the device up.
    ///
    /// - Returns: the clients that wait.
    mutating func letGo() -> [SDFCall] {
        if let device { retired.append(device) }
        device = nil
        probe = nil
        review()
        return waiting.takeAll()
    }

    /// Begins the end.
    ///
    /// - Returns: the clients that wait.
    mutating func close() -> [SDFCall] {
        isClosing = true
        return letGo()
    }

    private mutating func takeDevices() -> [SDFDevice] {
        defer { retired = [] }
        return retired
    }
}

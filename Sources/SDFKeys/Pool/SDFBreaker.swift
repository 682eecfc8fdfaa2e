/// Whether the device is used, left alone, or tried: a machine of values, with the time as argument.
struct SDFBreaker {
    enum State: Equatable {
        /// In use.
        case up
        /// Left alone until the instant; so many attempts to open it failed in a row.
        case down(attempts: Int, until: UInt64)
        /// One attempt to open it is on its way.
        case probing(attempts: Int)
    }

    /// Who reports a fault. A heartbeat that answers does not excuse calls that fail, nor the other way round.
    enum Source {
        case call, heartbeat
    }

    private(set) var state = State.down(attempts: 0, until: 0)
    private var callFaults = 0
    private var heartbeatFaults = 0
    private let faultLimit: Int
    private let firstBackOff: UInt64
    private let lastBackOff: UInt64

    init(_ settings: SDFSettings) {
        faultLimit = settings.faultLimit
        firstBackOff = settings.firstBackOff.nanosecondCount
        lastBackOff = settings.lastBackOff.nanosecondCount
    }

    var isUp: Bool {
        if case .up = state { true } else { false }
    }

    /// Takes the outcome of a call that ended in time.
    ///
    /// - Parameter now: asked only where the outcome brings the device down.
    /// - Returns: whether this one brought the device down.
    mutating func ended(with weight: SDFFailure.Weight?, source: Source, at now: () -> UInt64) -> Bool {
        guard isUp else { return false }
        switch weight {
        case nil, .some(.none):
            count(0, source)
            return false
        case .fault:
            let faults = (source == .call ? callFaults : heartbeatFaults) + 1
            count(faults, source)
            return faults >= faultLimit && goDown(attempts: 0, at: now())
        case .connection:
            return goDown(attempts: 0, at: now())
        }
    }

    private mutating func count(_ faults: Int, _ source: Source) {
        switch source {
        case .call: callFaults = faults
        case .heartbeat: heartbeatFaults = faults
        }
    }

    /// Takes a call that did not end in time.
    ///
    /// - Returns: whether this one brought the device down.
    mutating func timedOut(at now: UInt64) -> Bool {
        switch state {
        case .up: goDown(attempts: 0, at: now)
        case .probing(let attempts): goDown(attempts: attempts + 1, at: now)
        case .down: false
        }
    }

    /// Begins an attempt if it is time for one.
    mutating func beginProbe(at now: UInt64) -> Bool {
        guard case .down(let attempts, let until) = state, until <= now else { return false }
        state = .probing(attempts: attempts)
        return true
    }

    /// Ends an attempt.
    mutating func probeEnded(isWell: Bool, at now: UInt64) {
        guard case .probing(let attempts) = state else { return }
        if isWell {
            state = .up
            count(0, .call)
            count(0, .heartbeat)
        } else {
            _ = goDown(attempts: attempts + 1, at: now)
        }
    }

    /// A call that had hung came back: worth trying at once.
    mutating func hurry(at now: UInt64) {
        if case .down(let attempts, _) = state { state = .down(attempts: attempts, until: now) }
    }

    /// When the next attempt is due.
    var nextProbe: UInt64? {
        if case .down(_, let until) = state { until } else { nil }
    }

    private mutating func goDown(attempts: Int, at now: UInt64) -> Bool {
        let wait = min(firstBackOff << UInt64(min(attempts, 10)), lastBackOff)
        state = .down(attempts: attempts, until: now + wait)
        return true
    }
}

import Dispatch
import Foundation
import HealthCardServices
import Storage
import Synchronization

/// Transactions that wait for a worker, and the threads that run them: one connection each, never the cooperative pool.
/// Where they are in each other's way, some of the threads rest (``WriterWidth``).
final class JobQueue: Sendable {
    typealias Job = @Sendable (PostgresWorker) -> Void

    /// The most transactions that wait; more than these are refused, since their callers would have given up.
    static let waitingLimit = 20_000

    private struct State {
        var waiting: [Job] = []
        /// Those before it are taken.
        var first = 0
        var isClosed = false
        /// Threads that have not ended.
        var running: Int
        /// Transactions that run.
        var busy = 0
        /// Threads that wait to be woken.
        var resting = 0
        var width: WriterWidth
        var onEnd: [@Sendable () -> Void] = []

        var waitingCount: Int { waiting.count - first }

        /// Whether a thread that rests is to be woken for what waits.
        mutating func rousesOne() -> Bool {
            guard resting > 0, waitingCount > 0, busy < width.count else { return false }
            resting -= 1
            return true
        }

        /// How many threads are to be woken, since nothing more will come.
        mutating func rouseAll() -> Int {
            defer { resting = 0 }
            return resting
        }

        /// Takes what waits longest, where another may run.
        mutating func take() -> Job? {
            guard waitingCount > 0, busy < width.count else { return nil }
            busy += 1
            let job = waiting[first]
            first += 1
            if first == waiting.count {
                waiting.removeAll(keepingCapacity: true)
                first = 0
            } else if first == 1_024 {
                waiting.removeFirst(1_024)
                first = 0
            }
            return job
        }
    }

    private let state: Mutex<State>
    private let wake = DispatchSemaphore(value: 0)
    private let count: Int
    private let meter: StorageMeter

    /// Starts the threads; each connects at its first transaction.
    init(
        _ address: PostgresAddress,
        _ role: PostgresRole,
        _ options: PostgresOptions,
        count: Int,
        meter: StorageMeter = StorageMeter()
    ) {
        precondition((1...64).contains(count), "a pool has 1 to 64 connections")
        self.meter = meter
        self.count = count
        state = Mutex(State(running: count, width: WriterWidth(most: count)))
        for number in 0..<count {
            let thread = Thread { [self] in
                let worker = PostgresWorker(address, role, options, meter, isClosing: { self.isClosed })
                while let job = next() {
                    let before = worker.contentions
                    job(worker)
                    ended(contentions: worker.contentions - before)
                }
                worker.disconnect()
                end()
            }
            thread.name = "xinglin-\(role.rawValue)-\(number)"
            thread.start()
        }
    }

    /// How many transactions wait; those that run are not counted.
    var waitingCount: Int { state.withLock { $0.waitingCount } }

    /// The pool, as metrics show it.
    func figures(role: String) -> StorageFigures.Pool {
        let busy = state.withLock { $0.busy }
        return .init(role: role, connections: count, busy: busy, waiting: waitingCount)
    }

    private var isClosed: Bool { state.withLock { $0.isClosed } }

    /// Queues a transaction.
    ///
    /// - Throws: `.closed` after `close`, `.overloaded` where too many wait.
    func submit(_ work: @escaping Job) throws(StorageFault) {
        let since = Monotonic.nanoseconds
        let job: Job = { [meter] worker in
            meter.waited(nanoseconds: Monotonic.nanoseconds - since)
            work(worker)
        }
        let (refusal, rouses): (StorageFault?, Bool) = state.withLock { state in
            if state.isClosed { return (.closed, false) }
            if state.waitingCount >= Self.waitingLimit { return (.overloaded, false) }
            state.waiting.append(job)
            return (nil, state.rousesOne())
        }
        if let refusal { throw refusal }
        if rouses { wake.signal() }
    }

    /// Takes no more transactions, and calls `onEnd` once those that wait are done and the connections are closed.
    func close(onEnd: @escaping @Sendable () -> Void) {
        let (resting, isOver) = state.withLock { state in
            state.isClosed = true
            if state.running > 0 { state.onEnd.append(onEnd) }
            return (state.rouseAll(), state.running == 0)
        }
        for _ in 0..<resting { wake.signal() }
        if isOver { onEnd() }
    }

    /// The next transaction, or `nil` when closed and drained. Whoever ended one takes the next itself; others rest as long
    /// as nothing waits, or as many run as may.
    private func next() -> Job? {
        while true {
            let (job, isOver, rouses): (Job?, Bool, Bool) = state.withLock { state in
                if let job = state.take() { return (job, false, state.rousesOne()) }
                if state.isClosed, state.waitingCount == 0 { return (nil, true, false) }
                state.resting += 1
                return (nil, false, false)
            }
            if rouses { wake.signal() }
            if let job { return job }
            if isOver { return nil }
            wake.wait()
        }
    }

    private func ended(contentions: Int) {
        state.withLock { state in
            state.busy -= 1
            state.width.ended(contentions: contentions)
        }
    }

    private func end() {
        let (resting, ends): (Int, [@Sendable () -> Void]) = state.withLock { state in
            state.running -= 1
            guard state.running == 0 else { return (state.rouseAll(), []) }
            defer { state.onEnd = [] }
            return (0, state.onEnd)
        }
        for _ in 0..<resting { wake.signal() }
        for end in ends { end() }
    }
}

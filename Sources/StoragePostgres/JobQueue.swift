import Dispatch
import Foundation
import HealthCardServices
import Storage
import Synchronization

/// Transactions that wait for a worker, and the threads that run them: one connection each, never the cooperative pool.
final class JobQueue: Sendable {
    typealias Job = @Sendable (PostgresWorker) -> Void

    /// The most transactions that wait; more than these are refused, since their callers would have given up.
    static let waitingLimit = 20_000

    private struct State {
        var waiting: [Job] = []
        /// Those before it are taken.
        var first = 0
        var isClosed = false
        var running: Int
        var onEnd: [@Sendable () -> Void] = []
    }

    private let state: Mutex<State>
    private let wake = DispatchSemaphore(value: 0)
    private let count: Int
    private let meter: StorageMeter
    private let busy = Atomic<Int>(0)

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
        state = Mutex(State(running: count))
        for number in 0..<count {
            let thread = Thread { [self] in
                let worker = PostgresWorker(address, role, options, meter, isClosing: { self.isClosed })
                while let job = next() { job(worker) }
                worker.disconnect()
                end()
            }
            thread.name = "xinglin-\(role.rawValue)-\(number)"
            thread.start()
        }
    }

    /// How many transactions wait; those that run are not counted.
    var waitingCount: Int { state.withLock { $0.waiting.count - $0.first } }

    /// The pool, as metrics show it.
    func figures(role: String) -> StorageFigures.Pool {
        .init(role: role, connections: count, busy: busy.load(ordering: .relaxed), waiting: waitingCount)
    }

    private var isClosed: Bool { state.withLock { $0.isClosed } }

    /// Queues a transaction.
    ///
    /// - Throws: `.closed` after `close`, `.overloaded` where too many wait.
    func submit(_ work: @escaping Job) throws(StorageFault) {
        let since = Monotonic.nanoseconds
        let job: Job = { [self] worker in
            meter.waited(nanoseconds: Monotonic.nanoseconds - since)
            busy.add(1, ordering: .relaxed)
            work(worker)
            busy.subtract(1, ordering: .relaxed)
        }
        let refusal: StorageFault? = state.withLock { state in
            if state.isClosed { return .closed }
            if state.waiting.count - state.first >= Self.waitingLimit { return .overloaded }
            state.waiting.append(job)
            return nil
        }
        if let refusal { throw refusal }
        wake.signal()
    }

    /// Takes no more transactions, and calls `onEnd` once those that wait are done and the connections are closed.
    func close(onEnd: @escaping @Sendable () -> Void) {
        let (isFirst, isOver) = state.withLock { state in
            defer { state.isClosed = true }
            if state.running > 0 { state.onEnd.append(onEnd) }
            return (!state.isClosed, state.running == 0)
        }
        if isFirst { for _ in 0..<count { wake.signal() } }
        if isOver { onEnd() }
    }

    /// The next transaction, or `nil` when closed and drained.
    private func next() -> Job? {
        while true {
            wake.wait()
            let (job, isOver): (Job?, Bool) = state.withLock { state in
                guard state.first < state.waiting.count else { return (nil, state.isClosed) }
                let job = state.waiting[state.first]
                state.first += 1
                if state.first == state.waiting.count {
                    state.waiting.removeAll(keepingCapacity: true)
                    state.first = 0
                } else if state.first == 1_024 {
                    state.waiting.removeFirst(1_024)
                    state.first = 0
                }
                return (job, false)
            }
            if let job { return job }
            if isOver { return nil }
        }
    }

    private func end() {
        let ends: [@Sendable () -> Void] = state.withLock { state in
            state.running -= 1
            guard state.running == 0 else { return [] }
            defer { state.onEnd = [] }
            return state.onEnd
        }
        for end in ends { end() }
    }
}

import Dispatch
import Foundation
import Synchronization

/// Threads each of which takes everything that waits, up to a limit, as one group; while the database works on it, the
/// next group gathers.
package final class GroupThreads<Work: Sendable>: Sendable {
    /// The most of what waits; more than this is refused, since its callers would have given up.
    private static var waitingLimit: Int { 20_000 }

    private struct State {
        var waiting: [Work] = []
        /// When the first of those that wait came, in nanoseconds of `Monotonic`.
        var oldestAt: Int64 = 0
        var isClosed = false
        /// Threads that have not ended.
        var running: Int
        var onEnd: [@Sendable () -> Void] = []
    }

    private let state: Mutex<State>
    private let wake = DispatchSemaphore(value: 0)
    private let count: Int
    private let limit: Int
    private let meter: StorageMeter

    /// Starts the threads.
    ///
    /// - Parameters:
    ///   - count: how many; one where groups must follow one another.
    ///   - limit: the most that share a group.
    ///   - makeRunner: called once on each thread, with what tells whether `close` was called; what it gives runs a group
    ///     and resumes its callers, and is let go when the thread ends.
    package init(
        name: String,
        count: Int = 1,
        limit: Int,
        meter: StorageMeter,
        makeRunner: @escaping @Sendable (_ isClosed: @escaping @Sendable () -> Bool) -> ([Work]) -> Void
    ) {
        self.count = count
        self.limit = limit
        self.meter = meter
        state = Mutex(State(running: count))
        for number in 0..<count {
            let thread = Thread { [self] in
                do {
                    let run = makeRunner { self.isClosed }
                    while let group = next() { run(group) }
                }
                end()
            }
            thread.name = "\(name)-\(number)"
            thread.start()
        }
    }

    /// How much waits; what is in the running group is not counted.
    package var waitingCount: Int { state.withLock { $0.waiting.count } }

    /// Whether `close` was called.
    package var isClosed: Bool { state.withLock { $0.isClosed } }

    /// Queues a piece of work.
    ///
    /// - Throws: `.closed` after `close`, `.overloaded` where too much waits.
    package func submit(_ work: Work) throws(StorageFault) {
        let (refusal, wasEmpty): (StorageFault?, Bool) = state.withLock { state in
            if state.isClosed { return (.closed, false) }
            if state.waiting.count >= Self.waitingLimit { return (.overloaded, false) }
            if state.waiting.isEmpty { state.oldestAt = Monotonic.nanoseconds }
            state.waiting.append(work)
            return (nil, state.waiting.count == 1)
        }
        if let refusal { throw refusal }
        if wasEmpty { wake.signal() }
    }

    /// Takes no more work, and calls `onEnd` once what waits is done.
    package func close(onEnd: @escaping @Sendable () -> Void) {
        let (isFirst, isOver) = state.withLock { state in
            defer { state.isClosed = true }
            if state.running > 0 { state.onEnd.append(onEnd) }
            return (!state.isClosed, state.running == 0)
        }
        if isFirst { for _ in 0..<count { wake.signal() } }
        if isOver { onEnd() }
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

    /// The next group, or `nil` when closed and drained.
    private func next() -> [Work]? {
        while true {
            let (group, since, isOver): ([Work], Int64, Bool) = state.withLock { state in
                if state.waiting.count <= limit {
                    defer { state.waiting = [] }
                    return (state.waiting, state.oldestAt, state.isClosed)
                }
                let group = Array(state.waiting.prefix(limit))
                state.waiting.removeFirst(limit)
                return (group, state.oldestAt, false)
            }
            if !group.isEmpty {
                meter.waited(nanoseconds: Monotonic.nanoseconds - since)
                return group
            }
            if isOver { return nil }
            wake.wait()
        }
    }
}

import Dispatch
import Foundation
import Synchronization

/// A thread that takes everything that waits, up to a limit, as one group; while the database works, the next group
/// gathers.
package final class GroupThread<Work: Sendable>: Sendable {
    /// The most of what waits; more than this is refused, since its callers would have given up.
    private static var waitingLimit: Int { 20_000 }

    private struct State {
        var waiting: [Work] = []
        /// When the first of those that wait came, in nanoseconds of `Monotonic`.
        var oldestAt: Int64 = 0
        var isClosed = false
        var onEnd: [@Sendable () -> Void] = []
    }

    private let state = Mutex(State())
    private let wake = DispatchSemaphore(value: 0)
    private let limit: Int
    private let meter: StorageMeter

    /// Starts the thread.
    ///
    /// - Parameters:
    ///   - limit: the most that share a group.
    ///   - makeRunner: called once, on the thread, with what tells whether `close` was called; what it gives runs a group
    ///     and resumes its callers, and is let go when the thread ends.
    package init(
        name: String,
        limit: Int,
        meter: StorageMeter,
        makeRunner: @escaping @Sendable (_ isClosed: @escaping @Sendable () -> Bool) -> ([Work]) -> Void
    ) {
        self.limit = limit
        self.meter = meter
        let thread = Thread { [self] in
            do {
                let run = makeRunner { self.isClosed }
                while let group = next() { run(group) }
            }
            for end in state.withLock({ $0.onEnd }) { end() }
        }
        thread.name = name
        thread.start()
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

    /// Takes no more work, and calls `onEnd` once what waits is done; at most the first call counts.
    package func close(onEnd: @escaping @Sendable () -> Void) {
        let isFirst = state.withLock { state in
            defer { state.isClosed = true }
            if !state.isClosed { state.onEnd.append(onEnd) }
            return !state.isClosed
        }
        if isFirst { wake.signal() } else { onEnd() }
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
                meter.committed(group.count)
                return group
            }
            if isOver { return nil }
            wake.wait()
        }
    }
}

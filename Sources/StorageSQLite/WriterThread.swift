import Dispatch
import Foundation
import Storage
import Synchronization

/// The one thread that writes. It takes everything that waits, up to a limit, as one group; while the disk works, the
/// next group gathers.
final class WriterThread: Sendable {
    /// The most transactions that share a commit.
    static let groupLimit = 512

    private struct State {
        var waiting: [PendingWrite] = []
        /// When the first of those that wait came, in nanoseconds of `Monotonic`.
        var oldestAt: Int64 = 0
        var isClosed = false
        var onEnd: [@Sendable () -> Void] = []
    }

    private let state = Mutex(State())
    private let wake = DispatchSemaphore(value: 0)
    private let meter: StorageMeter

    /// Starts the thread.
    ///
    /// - Parameter commit: runs a group and resumes its callers; called on this thread only.
    init(meter: StorageMeter, commit: @escaping @Sendable ([PendingWrite]) -> Void) {
        self.meter = meter
        let thread = Thread { [self] in
            while let group = next() { commit(group) }
            for end in state.withLock({ $0.onEnd }) { end() }
        }
        thread.name = "xinglin-writer"
        thread.start()
    }

    /// How many writes wait; those of the running group are not counted.
    var waitingCount: Int { state.withLock { $0.waiting.count } }

    /// Queues a write; refuses it after `close`.
    func submit(_ write: PendingWrite) {
        let wasEmpty: Bool? = state.withLock { state in
            if state.isClosed { return nil }
            if state.waiting.isEmpty { state.oldestAt = Monotonic.nanoseconds }
            state.waiting.append(write)
            return state.waiting.count == 1
        }
        switch wasEmpty {
        case nil: write.refuse(StorageFault.closed)
        case true?: wake.signal()
        case false?: break
        }
    }

    /// Takes no more writes, and calls `onEnd` once those that wait are committed; at most the first call counts.
    func close(onEnd: @escaping @Sendable () -> Void) {
        let isFirst = state.withLock { state in
            defer { state.isClosed = true }
            if !state.isClosed { state.onEnd.append(onEnd) }
            return !state.isClosed
        }
        if isFirst { wake.signal() } else { onEnd() }
    }

    /// The next group, or `nil` when closed and drained.
    private func next() -> [PendingWrite]? {
        while true {
            let (group, since, isOver): ([PendingWrite], Int64, Bool) = state.withLock { state in
                if state.waiting.count <= Self.groupLimit {
                    defer { state.waiting = [] }
                    return (state.waiting, state.oldestAt, state.isClosed)
                }
                let group = Array(state.waiting.prefix(Self.groupLimit))
                state.waiting.removeFirst(Self.groupLimit)
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

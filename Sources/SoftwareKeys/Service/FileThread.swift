import Dispatch
import Foundation
import Synchronization

/// One thread for what takes long: making a key of a passphrase, writing the file. It works one job after another.
final class FileThread: Sendable {
    /// The most jobs that wait.
    static let limit = 256

    private struct State {
        var waiting: [@Sendable () -> Void] = []
        var isClosed = false
    }

    private final class Queue: Sendable {
        let state = Mutex(State())
        let wake = DispatchSemaphore(value: 0)

        func run() {
            while true {
                wake.wait()
                let (job, isClosed) = state.withLock { state in
                    (state.waiting.isEmpty ? nil : state.waiting.removeFirst(), state.isClosed)
                }
                if let job {
                    job()
                } else if isClosed {
                    return
                }
            }
        }
    }

    private let queue = Queue()

    init() {
        let thread = Thread { [queue] in queue.run() }
        thread.name = "xinglin-keys"
        thread.start()
    }

    deinit { close() }

    /// Queues a job.
    ///
    /// - Returns: `false` where too many wait or the thread was closed; the job will then never run.
    func submit(_ job: @escaping @Sendable () -> Void) -> Bool {
        let isTaken = queue.state.withLock { state in
            guard !state.isClosed, state.waiting.count < Self.limit else { return false }
            state.waiting.append(job)
            return true
        }
        if isTaken { queue.wake.signal() }
        return isTaken
    }

    /// Takes no more jobs; the thread ends after those that wait.
    func close() {
        let isFirst = queue.state.withLock { state in
            defer { state.isClosed = true }
            return !state.isClosed
        }
        if isFirst { queue.wake.signal() }
    }
}

import Dispatch
import Foundation
import Synchronization

/// Appends ended spans to a file, on a thread of its own. Nobody waits for the disk: where it does not keep up, spans are
/// dropped and counted.
package final class SpanFile: Sendable {
    /// What may go wrong. It is told once.
    package enum Trouble: Error, Sendable, Equatable {
        /// The file cannot be opened.
        case notOpened(code: Int32)
        /// A line could not be written; what comes later is tried all the same.
        case notWritten(code: Int32)
        /// More spans end than the disk takes.
        case overrun
    }

    /// The most spans that wait for the disk.
    package static let waitingLimit = 8_192
    /// The most spans of one line.
    private static let lineLimit = 512

    private struct State {
        var waiting: [SpanLine.Span] = []
        var isClosed = false
        var isOver = false
        var onEnd: CheckedContinuation<Void, Never>?
        var told: [Trouble] = []
    }

    private let state = Mutex(State())
    private let dropped = Atomic<Int>(0)
    private let wake = DispatchSemaphore(value: 0)
    private let handle: Int32
    private let tell: @Sendable (Trouble) -> Void

    /// Opens the file, readable by its owner only; what it holds stays.
    ///
    /// - Parameter tell: called at the first of each kind of trouble, on any thread.
    /// - Throws: `Trouble.notOpened`.
    package init(path: String, tell: @escaping @Sendable (Trouble) -> Void) throws {
        handle = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        guard handle >= 0 else { throw Trouble.notOpened(code: errno) }
        self.tell = tell
        let thread = Thread { [self] in
            while write() {}
            _ = Foundation.close(handle)
            end()
        }
        thread.name = "xinglin-spans"
        thread.start()
    }

    /// How many spans were dropped.
    package var droppedCount: Int { dropped.load(ordering: .relaxed) }

    /// Writes what waits and closes the file. Spans that end later are dropped.
    package func close() async {
        let isFirst = state.withLock { state in
            defer { state.isClosed = true }
            return !state.isClosed
        }
        guard isFirst else { return }
        wake.signal()
        await withCheckedContinuation { caller in
            let isOver = state.withLock { state in
                if !state.isOver { state.onEnd = caller }
                return state.isOver
            }
            if isOver { caller.resume() }
        }
    }

    private func end() {
        let caller = state.withLock { state in
            state.isOver = true
            return state.onEnd
        }
        caller?.resume()
    }

    func add(_ span: SpanLine.Span) {
        let (isTaken, isFirst) = state.withLock { state in
            guard !state.isClosed, state.waiting.count < Self.waitingLimit else { return (false, false) }
            state.waiting.append(span)
            return (true, state.waiting.count == 1)
        }
        if isFirst { wake.signal() }
        guard !isTaken else { return }
        dropped.add(1, ordering: .relaxed)
        report(.overrun)
    }

    /// Waits for spans and writes them.
    ///
    /// - Returns: whether there may be more.
    private func write() -> Bool {
        wake.wait()
        let (spans, isClosed) = state.withLock { state in
            defer { state.waiting = [] }
            return (state.waiting, state.isClosed)
        }
        for first in stride(from: 0, to: spans.count, by: Self.lineLimit) {
            let part = Array(spans[first..<min(first + Self.lineLimit, spans.count)])
            do {
                try append(try SpanLine(part).bytes())
            } catch {
                dropped.add(part.count, ordering: .relaxed)
                report(error as? Trouble ?? .notWritten(code: EINVAL))
            }
        }
        return !isClosed
    }

    private func append(_ line: Data) throws {
        try line.withUnsafeBytes { bytes in
            var done = 0
            while done < bytes.count {
                let count = Foundation.write(handle, bytes.baseAddress.map { $0 + done }, bytes.count - done)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw Trouble.notWritten(code: errno) }
                done += count
            }
        }
    }

    private func report(_ trouble: Trouble) {
        let isNew = state.withLock { state in
            guard !state.told.contains(trouble), state.told.count < 16 else { return false }
            state.told.append(trouble)
            return true
        }
        if isNew { tell(trouble) }
    }
}

import Dispatch
import Foundation
import Synchronization

/// A line of work on threads of its own: one makes pieces, several work on them, and they leave in the order in which
/// they were made. No more than `depth` pieces are on the way at any time.
///
/// A line whose end nobody awaits is stopped by ``stop()``, or goes on holding its threads.
package final class OrderedLine<Raw: Sendable, Piece: Sendable>: Sendable {
    /// What stands at a place of the line: a piece, or why there is none and nothing follows; `nil` is the end.
    private typealias Outcome = Result<Piece?, any Error>

    private struct State {
        var raw: [(place: Int, raw: Raw)] = []
        var done: [Int: Outcome] = [:]
        var isMade = false
        var isStopped = false
        var taken = 0
        var caller: CheckedContinuation<Piece?, any Error>?
    }

    private let state = Mutex(State())
    private let work: @Sendable (Raw) throws -> Piece
    private let workers: Int
    /// Counts the pieces that may still be made.
    private let room = DispatchSemaphore(value: 0)
    private let waiting = DispatchSemaphore(value: 0)

    /// Starts the threads.
    ///
    /// - Parameters:
    ///   - make: gives the next piece, and `nil` at the end; called on one thread, one call after another.
    ///   - work: called on `workers` threads at once.
    package init(
        workers: Int,
        depth: Int,
        make: @escaping @Sendable () throws -> Raw?,
        work: @escaping @Sendable (Raw) throws -> Piece
    ) {
        precondition(workers > 0 && depth > 0, "a line has threads and room")
        self.work = work
        self.workers = workers
        // A semaphore that goes while it stands below its first value is a crash, so the first value is 0.
        for _ in 0..<depth { room.signal() }
        Self.start("xinglin-line-maker") { [self] in makeAll(make) }
        for _ in 0..<workers { Self.start("xinglin-line-worker") { [self] in workOn() } }
    }

    /// The next piece, or `nil` behind the last. One caller at a time.
    ///
    /// - Throws: what making or working on it threw; nothing follows it.
    package func next() async throws -> Piece? {
        try await withCheckedThrowingContinuation { caller in
            state.withLock { state in
                precondition(state.caller == nil, "one caller at a time")
                state.caller = caller
            }
            deliver()
        }
    }

    /// Ends the threads; what they are at is thrown away.
    package func stop() {
        state.withLock { $0.isStopped = true }
        room.signal()
        for _ in 0..<workers { waiting.signal() }
        deliver()
    }

    private static func start(_ name: String, _ body: @escaping @Sendable () -> Void) {
        let thread = Thread(block: body)
        thread.name = name
        thread.start()
    }

    private func makeAll(_ make: () throws -> Raw?) {
        var place = 0
        var isOver = false
        while !isOver {
            room.wait()
            if state.withLock({ $0.isStopped }) { break }
            do {
                if let raw = try make() {
                    state.withLock { $0.raw.append((place, raw)) }
                    waiting.signal()
                } else {
                    finish(place, .success(nil))
                    isOver = true
                }
            } catch {
                finish(place, .failure(error))
                isOver = true
            }
            place += 1
        }
        state.withLock { $0.isMade = true }
        for _ in 0..<workers { waiting.signal() }
    }

    private func workOn() {
        while true {
            waiting.wait()
            let (next, isOver) = state.withLock { state -> ((place: Int, raw: Raw)?, Bool) in
                if state.isStopped { return (nil, true) }
                return state.raw.isEmpty ? (nil, state.isMade) : (state.raw.removeFirst(), false)
            }
            if isOver { return }
            guard let next else { continue }
            finish(next.place, Result { .some(try work(next.raw)) })
        }
    }

    private func finish(_ place: Int, _ outcome: Outcome) {
        state.withLock { $0.done[place] = outcome }
        deliver()
    }

    /// Hands the caller who waits what stands at their place, if it is there.
    private func deliver() {
        let handed = state.withLock { state -> (CheckedContinuation<Piece?, any Error>, Outcome)? in
            guard let caller = state.caller else { return nil }
            let outcome: Outcome
            if let done = state.done[state.taken] {
                outcome = done
                // A failure and the end stay where they are.
                if case .success(.some) = done {
                    state.done[state.taken] = nil
                    state.taken += 1
                }
            } else if state.isStopped {
                outcome = .success(nil)
            } else {
                return nil
            }
            state.caller = nil
            return (caller, outcome)
        }
        guard let (caller, outcome) = handed else { return }
        if case .success(.some) = outcome { room.signal() }
        caller.resume(with: outcome)
    }
}

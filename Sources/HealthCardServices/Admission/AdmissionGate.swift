import Synchronization

/// Lets requests in, up to a limit that it learns, the higher classes further than the lower ones. One for a process.
///
/// Letting in and out are a few atomic additions; only the end of a window takes a lock, and nobody waits for it.
package final class AdmissionGate: Sendable {
    /// The shortest window, in nanoseconds.
    package static let windowNanoseconds: Int64 = 100_000_000
    /// A window with fewer answers than this goes on, up to ten times as long.
    private static let fewAnswers = 10

    /// The counts of the window that runs, of one class.
    private final class Running: Sendable {
        let answered = Atomic<Int>(0)
        let slow = Atomic<Int>(0)
        let nanoseconds = Atomic<Int64>(0)
        /// From which latency on a request is slow.
        let target = Atomic<Int64>(AdaptiveLimit.calmNanoseconds)
        /// Up to how many requests in work the class is let in.
        let share = Atomic<Int>(0)
        let figures = ClassFigures()

        func take() -> AdaptiveLimit.Window {
            AdaptiveLimit.Window(
                answered: answered.exchange(0, ordering: .relaxed),
                slow: slow.exchange(0, ordering: .relaxed),
                totalNanoseconds: nanoseconds.exchange(0, ordering: .relaxed)
            )
        }
    }

    private let classes = AdmissionClass.allCases.map { _ in Running() }
    private let inWork = Atomic<Int>(0)
    private let peak = Atomic<Int>(0)
    private let refusedCount = Atomic<Int>(0)
    private let answeredCount = Atomic<Int>(0)
    private let windowStart = Atomic<Int64>(0)
    private let limit: Mutex<AdaptiveLimit>

    package init(_ settings: AdmissionSettings = AdmissionSettings()) {
        limit = Mutex(AdaptiveLimit(settings))
        limit.withLock { publish($0) }
    }

    /// How many requests may be in work now.
    package var requestLimit: Int { classes[AdmissionClass.scan.rawValue].share.load(ordering: .relaxed) }

    /// How many are.
    package var inWorkCount: Int { inWork.load(ordering: .relaxed) }

    package func figures(of kind: AdmissionClass) -> ClassFigures { classes[kind.rawValue].figures }

    /// Asks to let a request in. Who is let in must `leave` or `finish` once.
    package func enter(_ kind: AdmissionClass) -> Bool {
        if kind == .vital { return true }
        let count = inWork.add(1, ordering: .relaxed).newValue
        guard count <= classes[kind.rawValue].share.load(ordering: .relaxed) else {
            inWork.subtract(1, ordering: .relaxed)
            refusedCount.add(1, ordering: .relaxed)
            figures(of: kind).count(.limit)
            return false
        }
        if count > peak.load(ordering: .relaxed) { peak.store(count, ordering: .relaxed) }
        return true
    }

    /// Counts a request again that `leave` took out while its body was on the way. It has been let in, so it stays.
    package func reenter(_ kind: AdmissionClass) {
        if kind != .vital { inWork.add(1, ordering: .relaxed) }
    }

    /// Takes a request out that was not answered, or whose sender keeps it waiting.
    package func leave(_ kind: AdmissionClass) {
        if kind != .vital { inWork.subtract(1, ordering: .relaxed) }
    }

    /// Takes an answered request out, and learns from it.
    ///
    /// - Parameters:
    ///   - elapsed: from its last byte to its answer's last, in nanoseconds.
    ///   - now: a monotonic clock, in nanoseconds.
    package func finish(_ kind: AdmissionClass, status: Int, elapsed: Int64, now: Int64) {
        let running = classes[kind.rawValue]
        running.figures.count(status: status, nanoseconds: elapsed)
        guard kind != .vital else { return }
        inWork.subtract(1, ordering: .relaxed)
        running.answered.add(1, ordering: .relaxed)
        running.nanoseconds.add(elapsed, ordering: .relaxed)
        if elapsed > running.target.load(ordering: .relaxed) { running.slow.add(1, ordering: .relaxed) }
        answeredCount.add(1, ordering: .relaxed)
        let age = now - windowStart.load(ordering: .relaxed)
        if age >= Self.windowNanoseconds { close(age: age, now: now) }
    }

    private func close(age: Int64, now: Int64) {
        let answered = answeredCount.load(ordering: .relaxed)
        guard answered >= Self.fewAnswers || age >= 10 * Self.windowNanoseconds else { return }
        // Whoever comes while another closes the window belongs to the next.
        _ = limit.withLockIfAvailable { limit in
            guard now - windowStart.load(ordering: .relaxed) >= Self.windowNanoseconds else { return }
            windowStart.store(now, ordering: .relaxed)
            answeredCount.store(0, ordering: .relaxed)
            let most = peak.exchange(inWork.load(ordering: .relaxed), ordering: .relaxed)
            let wasFull = refusedCount.exchange(0, ordering: .relaxed) > 0
            limit.close(classes.map { $0.take() }, peak: most, wasFull: wasFull)
            publish(limit)
        }
    }

    private func publish(_ limit: AdaptiveLimit) {
        for kind in AdmissionClass.allCases {
            let running = classes[kind.rawValue]
            running.target.store(limit.target(of: kind), ordering: .relaxed)
            running.share.store(max(1, limit.requests * kind.percentOfLimit / 100), ordering: .relaxed)
        }
    }
}

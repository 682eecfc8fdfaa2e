import Synchronization

/// Counts how often something ran.
final class Counter: Sendable {
    private let value = Mutex(0)

    var count: Int { value.withLock { $0 } }

    /// The new count.
    func next() -> Int {
        value.withLock { count in
            count += 1
            return count
        }
    }
}

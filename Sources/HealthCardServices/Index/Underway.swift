import Synchronization

/// Counts the registrations that are under way in this service.
final class Underway: Sendable {
    private let count = Atomic<Int>(0)

    /// - Returns: how many others there are.
    func enter() -> Int { count.add(1, ordering: .relaxed).oldValue }

    func leave() { count.subtract(1, ordering: .relaxed) }
}

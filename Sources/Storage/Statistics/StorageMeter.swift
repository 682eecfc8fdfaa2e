package import HealthCardServices
import Synchronization

/// Counts what a driver does: groups, waits, repeats. No locks; a count costs some nanoseconds.
package final class StorageMeter: Sendable {
    private static let waitBounds: [Double] = [0.000_1, 0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5]
    private static let groupBounds: [Double] = [1, 2, 4, 8, 16, 32, 64, 128, 256, 511]

    private let waits = InlineArray<11, Atomic<Int>> { _ in Atomic(0) }
    private let waitNanoseconds = Atomic<Int64>(0)
    private let groups = InlineArray<11, Atomic<Int>> { _ in Atomic(0) }
    private let grouped = Atomic<Int>(0)
    private let contended = Atomic<Int>(0)
    private let lost = Atomic<Int>(0)

    package init() {}

    /// Counts a transaction's wait for its connection.
    package func waited(nanoseconds: Int64) {
        waitNanoseconds.add(nanoseconds, ordering: .relaxed)
        waits[Self.bucket(of: Double(nanoseconds) / 1e9, in: Self.waitBounds)].add(1, ordering: .relaxed)
    }

    /// Counts a commit that so many transactions shared.
    package func committed(_ count: Int) {
        grouped.add(count, ordering: .relaxed)
        groups[Self.bucket(of: Double(count), in: Self.groupBounds)].add(1, ordering: .relaxed)
    }

    /// Counts a transaction that another was in the way of.
    package func ranAgainContended() { contended.add(1, ordering: .relaxed) }

    /// Counts a transaction whose connection was lost.
    package func ranAgainLost() { lost.add(1, ordering: .relaxed) }

    package var waitHistogram: StorageFigures.Histogram {
        StorageFigures.Histogram(
            bounds: Self.waitBounds,
            counts: waits.indices.map { waits[$0].load(ordering: .relaxed) },
            sum: Double(waitNanoseconds.load(ordering: .relaxed)) / 1e9
        )
    }

    package var groupHistogram: StorageFigures.Histogram {
        StorageFigures.Histogram(
            bounds: Self.groupBounds,
            counts: groups.indices.map { groups[$0].load(ordering: .relaxed) },
            sum: Double(grouped.load(ordering: .relaxed))
        )
    }

    /// Repeats by reason.
    package var retries: [(reason: String, count: Int)] {
        [
            ("contended", contended.load(ordering: .relaxed)),
            ("lost", lost.load(ordering: .relaxed)),
        ]
    }

    private static func bucket(of value: Double, in bounds: [Double]) -> Int {
        bounds.firstIndex { value <= $0 } ?? bounds.count
    }
}

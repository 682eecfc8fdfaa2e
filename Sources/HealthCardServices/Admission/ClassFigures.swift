import Synchronization

/// What the gate counted of one class since the start. No lock: every count stands alone.
package final class ClassFigures: Sendable {
    /// The upper bounds of the latency histogram, in nanoseconds.
    package static let bounds: [Int64] = [
        1_000_000, 2_500_000, 5_000_000, 10_000_000, 25_000_000, 50_000_000, 100_000_000, 250_000_000, 500_000_000,
        1_000_000_000, 2_500_000_000,
    ]
    private static let bucketCount = 12

    /// Answers by the first digit of their status.
    private let statuses = InlineArray<6, Atomic<Int>> { _ in Atomic(0) }
    private let buckets = InlineArray<12, Atomic<Int>> { _ in Atomic(0) }
    private let nanoseconds = Atomic<Int64>(0)
    private let refusals = InlineArray<3, Atomic<Int>> { _ in Atomic(0) }

    init() {
        precondition(Self.bounds.count + 1 == Self.bucketCount && AdmissionReason.allCases.count == refusals.count)
    }

    /// Counts an answer that a request got which was let in.
    package func count(status: Int, nanoseconds elapsed: Int64) {
        statuses[min(max(status / 100, 0), 5)].add(1, ordering: .relaxed)
        nanoseconds.add(elapsed, ordering: .relaxed)
        var bucket = 0
        while bucket < Self.bounds.count, elapsed > Self.bounds[bucket] { bucket += 1 }
        buckets[bucket].add(1, ordering: .relaxed)
    }

    /// Counts a refusal.
    package func count(_ reason: AdmissionReason) { refusals[reason.rawValue].add(1, ordering: .relaxed) }

    /// Answers whose status begins with a digit.
    package func answered(_ digit: Int) -> Int { statuses[digit].load(ordering: .relaxed) }

    package func refused(_ reason: AdmissionReason) -> Int { refusals[reason.rawValue].load(ordering: .relaxed) }

    /// The histogram's buckets, not cumulative; the last has no upper bound.
    package var histogram: [Int] { buckets.indices.map { buckets[$0].load(ordering: .relaxed) } }

    /// The sum of all latencies, in seconds.
    package var seconds: Double { Double(nanoseconds.load(ordering: .relaxed)) / 1e9 }
}

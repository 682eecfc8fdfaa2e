/// How long single acts took.
struct Latencies: Sendable {
    private var milliseconds: [Double] = []

    /// Runs an act many times, one after another.
    static func read(_ times: Int, _ act: (_ turn: Int) async throws -> Void) async throws -> Latencies {
        var latencies = Latencies()
        for turn in 0..<times { try await latencies.time { try await act(turn) } }
        return latencies
    }

    mutating func time(_ act: () async throws -> Void) async throws {
        let clock = ContinuousClock()
        let start = clock.now
        try await act()
        milliseconds.append((clock.now - start) / .milliseconds(1))
    }

    mutating func add(_ others: Latencies) { milliseconds += others.milliseconds }

    /// Median, 99th of a hundred, and the longest.
    var readings: IndexBench.Readings {
        let sorted = milliseconds.sorted()
        guard let longest = sorted.last else { return [:] }
        return [
            "p50_ms": sorted[sorted.count / 2], "p99_ms": sorted[min(sorted.count * 99 / 100, sorted.count - 1)],
            "max_ms": longest,
        ]
    }
}

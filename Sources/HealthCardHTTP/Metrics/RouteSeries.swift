import Synchronization

/// The answers of one route, by method and status.
final class RouteSeries: Sendable {
    /// The upper bounds of the latency histogram, in seconds.
    static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

    /// One line of the table.
    struct Line {
        let method: String
        let status: Int
        var seconds = 0.0
        var counts: InlineArray<12, Int> = .init(repeating: 0)
    }

    private let table = Mutex<[Line]>([])

    func record(method: String, status: Int, seconds: Double) {
        var bucket = 0
        while bucket < Self.bounds.count, seconds > Self.bounds[bucket] { bucket += 1 }
        table.withLock { lines in
            var index = 0
            while index < lines.count, lines[index].status != status || lines[index].method != method { index += 1 }
            if index == lines.count { lines.append(Line(method: method, status: status)) }
            lines[index].seconds += seconds
            lines[index].counts[bucket] += 1
        }
    }

    /// By method and status.
    var lines: [Line] { table.withLock { $0 }.sorted { ($0.method, $0.status) < ($1.method, $1.status) } }
}

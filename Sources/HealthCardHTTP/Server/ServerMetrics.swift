import Synchronization

/// The server's figures in Prometheus' text form. Dimensions are the routes of our list and the statuses: closed sets.
package final class ServerMetrics: Sendable {
    private struct Key: Hashable {
        let method: String
        let route: String
        let status: Int
    }

    private struct Series {
        var count = 0
        var seconds = 0.0
        var buckets = [Int](repeating: 0, count: ServerMetrics.bounds.count)
    }

    /// The upper bounds of the latency histogram, in seconds.
    private static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

    private let series = Mutex<[Key: Series]>([:])

    package init() {}

    /// Counts one answered request.
    func record(method: String, route: String, status: Int, seconds: Double) {
        let bucket = Self.bounds.firstIndex { seconds <= $0 }
        series.withLock { series in
            var one = series[Key(method: method, route: route, status: status), default: Series()]
            one.count += 1
            one.seconds += seconds
            if let bucket { one.buckets[bucket] += 1 }
            series[Key(method: method, route: route, status: status)] = one
        }
    }

    /// The exposition text (Prometheus text format 0.0.4).
    package var text: String {
        let all = series.withLock { $0 }.sorted {
            ($0.key.route, $0.key.method, $0.key.status) < ($1.key.route, $1.key.method, $1.key.status)
        }
        var text = """
            # HELP xinglin_http_request_duration_seconds How long requests took, by route and status.
            # TYPE xinglin_http_request_duration_seconds histogram

            """
        for (key, one) in all {
            let labels = "method=\"\(key.method)\",route=\"\(key.route)\",status=\"\(key.status)\""
            var cumulative = 0
            for (bound, count) in zip(Self.bounds, one.buckets) {
                cumulative += count
                text += "xinglin_http_request_duration_seconds_bucket{\(labels),le=\"\(bound)\"} \(cumulative)\n"
            }
            text += "xinglin_http_request_duration_seconds_bucket{\(labels),le=\"+Inf\"} \(one.count)\n"
            text += "xinglin_http_request_duration_seconds_sum{\(labels)} \(one.seconds)\n"
            text += "xinglin_http_request_duration_seconds_count{\(labels)} \(one.count)\n"
        }
        return text
    }
}

package import HealthCardServices
import Synchronization

/// The server's figures in Prometheus' text form. Dimensions are the routes of our list, classes, reasons and statuses:
/// closed sets. Names are stable and explained in `docs/operations.md`.
package final class ServerMetrics: Sendable {
    private static let name = "xinglin_http_request_duration_seconds"

    private let series = Mutex<[String: RouteSeries]>([:])
    private let door: FrontDoor?
    private let storage: (any StorageStatistics)?
    private let index: @Sendable () async -> IndexFigures?
    private let process: @Sendable () -> ProcessFigures?

    /// - Parameters:
    ///   - door: the admission of this process.
    ///   - storage: the database's figures, asked at each scrape.
    ///   - index: the main index's figures, asked at each scrape; `nil` where the database does not answer.
    ///   - process: the process's figures; `nil` where the system does not tell.
    package init(
        door: FrontDoor? = nil,
        storage: (any StorageStatistics)? = nil,
        index: @escaping @Sendable () async -> IndexFigures? = { nil },
        process: @escaping @Sendable () -> ProcessFigures? = { nil }
    ) {
        (self.door, self.storage, self.index, self.process) = (door, storage, index, process)
    }

    /// Counts one answered request.
    func record(method: String, route: String, status: Int, seconds: Double) {
        let one = series.withLock { series in
            if let known = series[route] { return known }
            let new = RouteSeries()
            series[route] = new
            return new
        }
        one.record(method: method, status: status, seconds: seconds)
    }

    /// The exposition text (Prometheus text format 0.0.4).
    package func text() async -> String {
        var text = MetricsText()
        text.family(Self.name, "histogram", "How long requests took in the router, by route and status.")
        for (route, one) in series.withLock({ $0 }).sorted(by: { $0.key < $1.key }) {
            for line in one.lines {
                text.histogram(
                    Self.name,
                    "method=\"\(line.method)\",route=\"\(route)\",status=\"\(line.status)\"",
                    bounds: RouteSeries.bounds,
                    counts: line.counts.indices.map { line.counts[$0] },
                    sum: line.seconds
                )
            }
        }
        if let door { text.door(door) }
        if let storage { text.storage(await storage.figures()) }
        if let index = await index() { text.index(index) }
        if let process = process() { text.process(process) }
        return text.text
    }
}

import HealthCardServices

/// Writes Prometheus' text form (0.0.4).
struct MetricsText {
    private(set) var text = ""

    mutating func family(_ name: String, _ type: String, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }

    mutating func sample(_ name: String, _ labels: String = "", _ value: Int) {
        text += labels.isEmpty ? "\(name) \(value)\n" : "\(name){\(labels)} \(value)\n"
    }

    mutating func sample(_ name: String, _ labels: String = "", _ value: Double) {
        text += labels.isEmpty ? "\(name) \(value)\n" : "\(name){\(labels)} \(value)\n"
    }

    /// - Parameter counts: not cumulative, one more than `bounds`.
    mutating func histogram(_ name: String, _ labels: String, bounds: [Double], counts: [Int], sum: Double) {
        let prefix = labels.isEmpty ? "" : labels + ","
        var cumulative = 0
        for (bound, count) in zip(bounds, counts) {
            cumulative += count
            sample("\(name)_bucket", "\(prefix)le=\"\(bound)\"", cumulative)
        }
        cumulative += counts.last ?? 0
        sample("\(name)_bucket", "\(prefix)le=\"+Inf\"", cumulative)
        sample("\(name)_sum", labels, sum)
        sample("\(name)_count", labels, cumulative)
    }

    /// A single gauge or counter.
    mutating func single(_ name: String, _ type: String, _ help: String, _ value: Int) {
        family(name, type, help)
        sample(name, "", value)
    }
}

import HealthCardServices

extension MetricsText {
    /// Admission and connections.
    mutating func door(_ door: FrontDoor) {
        let gate = door.gate
        family("xinglin_class_duration_seconds", "histogram", "From a request's last byte to its answer's, by class.")
        for kind in AdmissionClass.allCases {
            let figures = gate.figures(of: kind)
            histogram(
                "xinglin_class_duration_seconds",
                "class=\"\(kind.name)\"",
                bounds: ClassFigures.bounds.map { Double($0) / 1e9 },
                counts: figures.histogram,
                sum: figures.seconds
            )
        }
        family("xinglin_requests_total", "counter", "Requests that were let in and answered, by class and status.")
        for kind in AdmissionClass.allCases {
            for digit in 1...5 {
                let labels = "class=\"\(kind.name)\",status=\"\(digit)xx\""
                sample("xinglin_requests_total", labels, gate.figures(of: kind).answered(digit))
            }
        }
        family("xinglin_refused_total", "counter", "Requests refused before they were read, by class and reason.")
        for kind in AdmissionClass.allCases where kind != .vital {
            for reason in AdmissionReason.allCases {
                let labels = "class=\"\(kind.name)\",reason=\"\(reason.name)\""
                sample("xinglin_refused_total", labels, gate.figures(of: kind).refused(reason))
            }
        }
        single("xinglin_admission_limit", "gauge", "Requests that may be in work at once, now.", gate.requestLimit)
        single("xinglin_admission_in_work", "gauge", "Requests in work now.", gate.inWorkCount)
        single("xinglin_connections", "gauge", "Open connections.", door.connectionCount)
        single("xinglin_connections_limit", "gauge", "Connections that are served.", door.limits.connections)
        single("xinglin_stopping", "gauge", "1 once the node was asked to stop.", door.isDraining ? 1 : 0)
    }
}

import HealthCardServices

extension MetricsText {
    /// The database; what its engine does not have is left out.
    mutating func storage(_ figures: StorageFigures) {
        family("xinglin_storage_connections", "gauge", "Connections to the database.")
        for pool in figures.pools { sample("xinglin_storage_connections", "role=\"\(pool.role)\"", pool.connections) }
        family("xinglin_storage_waiting", "gauge", "Transactions that wait for a connection.")
        for pool in figures.pools { sample("xinglin_storage_waiting", "role=\"\(pool.role)\"", pool.waiting) }
        if figures.pools.contains(where: { $0.busy != nil }) {
            family("xinglin_storage_busy", "gauge", "Connections in a transaction.")
            for pool in figures.pools {
                if let busy = pool.busy { sample("xinglin_storage_busy", "role=\"\(pool.role)\"", busy) }
            }
        }
        if let waits = figures.waits {
            family("xinglin_storage_wait_seconds", "histogram", "How long transactions waited for a connection.")
            histogram(
                "xinglin_storage_wait_seconds",
                "",
                bounds: waits.bounds,
                counts: waits.counts,
                sum: waits.sum
            )
        }
        if let groups = figures.groups {
            family("xinglin_storage_group_transactions", "histogram", "Transactions that shared a commit.")
            histogram(
                "xinglin_storage_group_transactions",
                "",
                bounds: groups.bounds,
                counts: groups.counts,
                sum: groups.sum
            )
        }
        if !figures.retries.isEmpty {
            family("xinglin_storage_retries_total", "counter", "Transactions that ran again, by reason.")
            for retry in figures.retries {
                sample("xinglin_storage_retries_total", "reason=\"\(retry.reason)\"", retry.count)
            }
        }
        if let standbys = figures.standbys {
            single("xinglin_replication_standbys", "gauge", "Servers that follow the primary.", standbys)
        }
        if let seconds = figures.lagSeconds {
            family("xinglin_replication_lag_seconds", "gauge", "How far the slowest standby is behind.")
            sample("xinglin_replication_lag_seconds", "", seconds)
        }
        if let bytes = figures.lagBytes {
            single("xinglin_replication_lag_bytes", "gauge", "Log that the slowest standby has not replayed.", bytes)
        }
        if !figures.strayRows.isEmpty {
            family("xinglin_storage_stray_rows", "gauge", "Rows that no month was made for, up to 1000.")
            for stray in figures.strayRows {
                sample("xinglin_storage_stray_rows", "table=\"\(stray.records.rawValue)\"", stray.count)
            }
        }
    }

    /// The process, under the names that every Prometheus client uses.
    mutating func process(_ figures: ProcessFigures) {
        single("process_resident_memory_bytes", "gauge", "Resident memory.", figures.residentBytes)
        single("process_open_fds", "gauge", "Open file handles.", figures.openHandles)
        single("process_max_fds", "gauge", "The most file handles there may be.", figures.maximumHandles)
        family("process_cpu_seconds_total", "counter", "User and system time.")
        sample("process_cpu_seconds_total", "", figures.cpuSeconds)
    }
}

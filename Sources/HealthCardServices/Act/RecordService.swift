import HealthCardDomain

/// Keeps records in months, and drops those that a region no longer keeps.
package struct RecordService: Sendable {
    /// What the audit log calls it.
    package static let actor = "retention"

    private let records: any RecordKeeping
    private let limits: RecordLimits
    private let ambient: Ambient

    package init(records: any RecordKeeping, limits: RecordLimits, ambient: Ambient) {
        self.records = records
        self.limits = limits
        self.ambient = ambient
    }

    /// Makes room for the coming months, then drops what is older than the limits. Each drop is in the audit log.
    ///
    /// - Returns: how many months (PostgreSQL) or rows (SQLite) went.
    package func keep() async throws -> [KeptRecords: Int] {
        let now = ambient.now()
        try await records.makeRoom(after: now)
        var dropped: [KeptRecords: Int] = [:]
        for kind in KeptRecords.allCases {
            guard let months = limits.months[kind],
                let day = limits.firstDay(months, before: CivilDate(inChinaAt: now))
            else { continue }
            let entry = AuditEntry(
                at: now,
                operation: .recordsDrop,
                outcome: AuditEntry.succeeded,
                role: .centre,
                actor: Self.actor,
                purpose: "\(kind.rawValue) before \(day.iso)",
                requestID: RequestID(trusted: "retention")
            )
            dropped[kind] = try await records.drop(kind, before: day.midnightInChina, entry: entry)
        }
        return dropped.filter { $0.value > 0 }
    }
}

import ArgumentParser
import HealthCardServices

/// How long records are kept (docs/scale.md).
struct RecordOptions: ParsableArguments {
    @Option(help: "Months for which uses are kept, 6 to 1200; for ever where it is not given.")
    var keepUsesMonths: Int?

    @Option(help: "Months for which audit entries are kept, 6 to 1200; for ever where it is not given.")
    var keepAuditMonths: Int?

    func validate() throws {
        for (name, months) in [("--keep-uses-months", keepUsesMonths), ("--keep-audit-months", keepAuditMonths)] {
            guard let months else { continue }
            guard (RecordLimits.leastMonths...RecordLimits.mostMonths).contains(months) else {
                throw ValidationError("\(name) must be 6 to 1200")
            }
        }
    }

    var limits: RecordLimits {
        var months: [KeptRecords: Int] = [:]
        months[.uses] = keepUsesMonths
        months[.auditEntries] = keepAuditMonths
        return RecordLimits(months: months)
    }
}

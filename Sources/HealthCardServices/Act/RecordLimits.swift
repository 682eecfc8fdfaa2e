import HealthCardDomain

/// How long a region keeps what it recorded. Nothing is dropped unless it says so: laws on medical records and on logs
/// ask for years, and how many is not ours to know.
package struct RecordLimits: Sendable {
    /// The shortest that may be set, in months: logs are kept for six months at the least (Cybersecurity Law, article 21).
    package static let leastMonths = 6
    package static let mostMonths = 1_200

    /// Whole months before the present one that are kept; `nil` for ever.
    package let months: [KeptRecords: Int]

    /// - Precondition: each `leastMonths` to `mostMonths`.
    package init(months: [KeptRecords: Int] = [:]) {
        precondition(
            months.values.allSatisfy { (Self.leastMonths...Self.mostMonths).contains($0) },
            "records are kept for 6 to 1200 months"
        )
        self.months = months
    }

    /// The first day that is kept.
    func firstDay(_ months: Int, before today: CivilDate) -> CivilDate? {
        let month = today.year * 12 + today.month - 1 - months
        return CivilDate(year: month / 12, month: month % 12 + 1, day: 1)
    }
}

import Foundation
import HealthCardDomain
import HealthCardServices

/// Draws a sandbox's week of uses. They are marked by the purpose, so that nobody takes them for traffic.
struct UsePlan {
    private static let usesPerDay = 160
    private static let steps: [TreatmentStep] = [
        .registration, .registration, .diagnosis, .diagnosis, .prescription, .charging, .charging, .dispensing,
        .examination,
    ]

    private var generator: SeededGenerator
    private let terminals: [Terminal]
    private let ambient: Ambient

    init(seed: UInt64, terminals: [Terminal], ambient: Ambient) {
        generator = SeededGenerator(seed: seed)
        self.terminals = terminals.filter { $0.status == .authorised }
        self.ambient = ambient
    }

    /// The uses of one day with their audit entries, in the order of their times, none after `now`.
    mutating func uses(daysAgo: Int, of residents: [SeededResident], until now: Date) -> [(Use, AuditEntry)] {
        let midnight = CivilDate(inChinaAt: now).adding(days: -daysAgo).midnightInChina
        let times = (0..<Self.usesPerDay)
            .map { _ in midnight.addingTimeInterval(Double(Int.random(in: 25_200..<68_400, using: &generator))) }
            .filter { $0 < now }
            .sorted()
        return times.map { time in one(at: time, of: residents) }
    }

    private mutating func one(at time: Date, of residents: [SeededResident]) -> (Use, AuditEntry) {
        let resident = residents[Int.random(in: 0..<residents.count, using: &generator)]
        let terminal = terminals[Int.random(in: 0..<terminals.count, using: &generator)]
        let step = Self.steps[Int.random(in: 0..<Self.steps.count, using: &generator)]
        let operatorID = OperatorID(trusted: "N\(Int.random(in: 1_000...1_040, using: &generator))")
        let use = Use(
            id: UseID(at: time, randomBytes: ambient.randomBytes(UseID.randomLength)),
            cardID: resident.card.id,
            personID: resident.person.id,
            institution: terminal.institution,
            department: terminal.department,
            terminal: terminal.code,
            terminalType: terminal.type,
            operatorID: operatorID,
            step: step,
            purpose: "沙箱示例",
            codeType: .dynamic,
            app: RegionPlan.apps[0].id,
            result: .accepted,
            usedAt: time
        )
        let entry = AuditEntry(
            at: time,
            operation: .codeScan,
            outcome: AuditEntry.succeeded,
            role: .app,
            actor: RegionPlan.apps[0].id.text,
            institution: terminal.institution,
            department: terminal.department,
            terminal: terminal.code,
            operatorID: operatorID,
            step: step,
            purpose: use.purpose,
            personID: use.personID,
            cardID: use.cardID,
            shown: Disclosure(of: resident.person, showing: step.disclosed).shown,
            requestID: RequestID(trusted: "seed")
        )
        return (use, entry)
    }
}

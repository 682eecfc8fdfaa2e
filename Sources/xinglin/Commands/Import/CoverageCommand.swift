import ArgumentParser
import HealthCardDomain
import HealthCardServices

/// `xinglin coverage`: how far populations have their cards (`B16`).
struct CoverageCommand: KeyCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage",
        abstract: "预制覆盖: how many people of a population list have a card, and how many claimed it."
    )

    @Option(help: "The population; every one where none is named.")
    var tag: String?

    @OptionGroup var place: PlaceOptions

    func carryOut(on registry: Registry) async throws {
        let service = ImportService(storage: registry.storage, ambient: .system)
        let all = try await service.tags()
        let wanted = all.filter { tag == nil || $0.text == tag }
        guard tag == nil || !wanted.isEmpty else {
            throw CommandFailure("没有此名单 / there is no such population: \(tag ?? "")")
        }
        for tag in wanted { say(Self.line(tag, try await service.coverage(of: tag))) }
    }

    private static func line(_ tag: PopulationTag, _ coverage: Coverage) -> String {
        let listed = coverage.listed
        let share = coverage.persons == 0 ? 0 : coverage.claimed * 1_000 / coverage.persons
        let reconciled = coverage.isReconciled ? "相符 reconciled" : "名单有重叠 lists overlap"
        return """
            \(tag): 名单 listed \(listed.rows) = 人 persons \(coverage.persons) + 重复 repeated \(listed.repeated) + 拒绝 \
            rejected \(listed.rejected) (\(reconciled)) · 预制 preissued \(coverage.cards[.preissued] ?? 0) · 已领 claimed \
            \(coverage.claimed) · 注销 cancelled \(coverage.cards[.cancelled] ?? 0) · \(share / 10).\(share % 10)%
            """
    }
}

import ArgumentParser
import HealthCardDomain
import HealthCardServices
import Matching

/// `xinglin index stats`.
struct IndexStats: KeyCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats",
        abstract: "Count what the main index holds and how it came about. It reads whole tables."
    )

    @Option(help: "Links of which the rule is read, spread over the index; 0 to 10000000.")
    var links = 20_000

    @OptionGroup var place: PlaceOptions

    func validate() throws {
        guard (0...10_000_000).contains(links) else { throw ValidationError("--links must be 0 to 10000000") }
    }

    func carryOut(on registry: Registry) async throws {
        let service = IndexService(storage: registry.storage, ambient: .system)
        try await service.running.refresh(from: registry.storage)
        let found = try await service.statistics()
        say("人 persons \(found.persons) · 索引号 index numbers \(found.indexes) · 记录 records \(found.records)")
        for origin in LinkOrigin.allCases {
            say("关联 links · \(Self.words(origin)) \(origin.rawValue): \(found.links[origin] ?? 0)")
        }
        for (model, count) in found.models.sorted(by: { $0.key < $1.key }) {
            say("关联 links · 模型 model \(model): \(count)")
        }
        try await sayRules(service)
        say(
            """
            复核 reviews · 待办 open \(found.openReviews) · 已无需 settled \(found.settledReviews) · 同一人 same \
            \(found.verdicts[.same] ?? 0) · 非同一人 not the same \(found.verdicts[.notSame] ?? 0)
            """
        )
        say(
            """
            合并 merges · 引擎 engine \(found.engineMerges) · 人工 persons \(found.reviewerMerges) · 已撤销 taken back \
            \(found.unmerged) · 判定非同一人 held apart \(found.apart)
            """
        )
        say(
            """
            分块 blocks \(found.blocks) · 行 rows \(found.blockRows) · 拥挤 crowded \(found.crowdedBlocks) · 最大 largest \
            \(found.largestBlock)
            """
        )
        say("保存的事件 events kept \(found.keptEvents)")
        say("运行模型 running model: \(service.running.id)")
    }

    private func sayRules(_ service: IndexService) async throws {
        guard links > 0 else { return }
        let counts = try await service.ruleCounts(limit: links)
        for (rule, count) in counts.rules.sorted(by: { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }) {
            say("规则 rule \(rule.rawValue): \(count) / \(counts.looked) 抽样关联 links looked at")
        }
    }

    private static func words(_ origin: LinkOrigin) -> String {
        switch origin {
        case .opened: "新建"
        case .matched: "匹配"
        case .joined: "合并证明"
        case .reviewer: "人工"
        }
    }
}

import Foundation
import HealthCardDomain
import HealthCardServices
import Matching

/// What the commands say of models and their runs, in both languages and without anything personal.
enum ModelWords {
    /// One line of the list.
    static func line(_ model: StoredModel) -> String {
        let learned =
            model.source.map {
                """
                 · 源自 from \($0.model) · 记录 records \($0.records) · 候选对 candidate pairs \($0.candidatePairs) · 随机对 random \
                pairs \($0.randomPairs)
                """
            } ?? ""
        let promoted = model.promotedBy.map { " · 提升 promoted by \($0)" } ?? ""
        return "\(model.id) · \(state(model.state)) · \(model.madeAt.formatted(.iso8601))\(learned)\(promoted)"
    }

    /// What differs between two models, one line for each level, and the review line.
    static func changes(_ model: MatchModel, from before: MatchModel) -> [String] {
        let changes = model.changes(from: before)
        var lines = changes.map { change in
            let words = Evidence.words(for: change.level)
            return """
                \(change.field.chinese) \(change.field.english): \(words.chinese) \(change.level): \(bits(change.before)) → \
                \(bits(change.after))
                """
        }
        if abs(model.reviewLine - before.reviewLine) >= 0.05 {
            lines.append("复核线 review line: \(bits(before.reviewLine)) → \(bits(model.reviewLine))")
        }
        return lines.isEmpty ? ["权重无变化 / no weight changed"] : lines
    }

    /// What a run in the shadow found, one line each.
    static func shadow(_ run: ShadowRun, _ examples: [ShadowExample]) -> [String] {
        let counts = run.counts
        var lines = [
            "\(run.model) 对照 against \(run.against) · \(state(run.state)) · 已判 judged \(counts.judged)",
            "新增关联 new links: \(counts.newLinks)",
            "失去关联 lost links: \(counts.lostLinks)",
            """
            复核 reviews: \(counts.reviewsBefore) → \(counts.reviewsAfter)（新增 new \(counts.newReviews)，消失 lost \
            \(counts.lostReviews)）
            """,
            "等级变动 moved grades: \(counts.movedGrades)",
        ]
        for kind in ShadowExample.Kind.allCases {
            let some = examples.filter { $0.kind == kind }.prefix(5).map { "\($0.index)–\($0.other)" }
            if !some.isEmpty { lines.append("\(words(kind)): \(some.joined(separator: " "))") }
        }
        return lines
    }

    private static func words(_ kind: ShadowExample.Kind) -> String {
        switch kind {
        case .newLink: "新增关联示例 examples of new links"
        case .lostLink: "失去关联示例 examples of lost links"
        case .newReview: "新增复核示例 examples of new reviews"
        case .lostReview: "消失复核示例 examples of lost reviews"
        case .movedGrade: "等级变动示例 examples of moved grades"
        }
    }

    private static func state(_ state: ModelState) -> String {
        switch state {
        case .released: "随版本发布 released"
        case .candidate: "候选 candidate"
        case .shadow: "影子运行完成 shadow"
        case .running: "运行中 running"
        case .retired: "已停用 retired"
        }
    }

    private static func state(_ state: ShadowRun.State) -> String {
        switch state {
        case .underWay: "进行中 under way"
        case .finished: "已完成 finished"
        case .abandoned: "已放弃 abandoned"
        }
    }

    /// Bits with one digit behind the point.
    static func bits(_ bits: Double?) -> String {
        guard let bits else { return "–" }
        let tenths = Int((bits * 10).rounded())
        return "\(tenths < 0 ? "-" : "+")\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }
}

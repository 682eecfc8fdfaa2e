import HTTPTypes
import HealthCardDomain
import HealthCardServices
import Hummingbird

extension Pages {
    /// The quality of the index: what is left, what links rest on, and what the windows type. It names nobody.
    func quality(_ visit: Visit) async throws -> Response {
        let quality = try await services.indexQuality.quality(by: visit.act)
        let words = visit.words
        let estimate = quality.estimate
        let same = quality.counts.same.reduce(0, +)
        var values: PageValues = [
            "persons": quality.persons,
            "open": quality.counts.openCount,
            "left": Int(estimate.pairs.rounded()),
            "leftRange": "\(Int(estimate.low.rounded()))–\(Int(estimate.high.rounded()))",
            "decided": estimate.decided,
            "share": Percent.text(same, of: estimate.decided),
            "bands": Self.bands(of: quality.counts),
            "chart": BarChart.svg(Self.bars(of: quality.counts), title: words.qualityOpen),
            "countedAt": quality.countedAt.map(ChinaTime.text) ?? words.qualityNever,
            "since": "\(quality.since.number / 100)-\(String(quality.since.number % 100 + 100).dropFirst())",
        ]
        let links = links(of: quality, visit)
        values["hasLinks"] = !links.origins.isEmpty
        values["origins"] = links.origins
        values["hasRules"] = !links.rules.isEmpty
        values["rules"] = links.rules
        let windows = WindowQuality.all(of: quality)
        values["hasWindows"] = !windows.isEmpty
        values["windows"] = windows.map { $0.values(in: visit.language, quality.institutions) }
        let overdue = OverdueRow.all(of: quality)
        values["hasOverdue"] = !overdue.isEmpty
        values["overdue"] = overdue.map { $0.values(in: visit.language, quality.institutions) }
        return try page("quality", title: words.qualityTitle, here: "/console/quality", values, for: visit)
    }

    private static func label(of band: Int) -> String { "\(band * 10)–\(band * 10 + 10) %" }

    private static func bars(of counts: ReviewCounts) -> [BarChart.Bar] {
        (0..<ReviewCounts.bandCount).map { band in
            BarChart.Bar(label: "\(band * 10)–\(band * 10 + 10)", count: counts.openByBand[band])
        }
    }

    private static func bands(of counts: ReviewCounts) -> [PageValues] {
        (0..<ReviewCounts.bandCount).reversed().map { band in
            [
                "band": label(of: band),
                "open": counts.openByBand[band],
                "same": counts.same[band],
                "notSame": counts.notSame[band],
                "share": Percent.text(counts.same[band], of: counts.same[band] + counts.notSame[band]),
            ]
        }
    }

    private func links(of quality: IndexQuality, _ visit: Visit) -> (origins: [PageValues], rules: [PageValues]) {
        var (origins, rules): ([LinkOrigin: Int], [String: Int]) = ([:], [:])
        for tally in quality.tallies {
            switch tally.kind {
            case .origin(let origin): origins[origin, default: 0] += tally.count
            case .rule(let rule): rules[rule, default: 0] += tally.count
            case .number, .phoneMissing: break
            }
        }
        let (allOrigins, allRules) = (origins.values.reduce(0, +), rules.values.reduce(0, +))
        return (
            LinkOrigin.allCases.compactMap { origin in
                origins[origin].map { count in
                    [
                        "name": visit.words.name(of: origin), "count": count,
                        "share": Percent.text(count, of: allOrigins),
                    ]
                }
            },
            rules.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { rule, count in
                let sentence = ReviewReason(rule: rule)
                let name = (visit.language == .chinese ? sentence?.chinese : sentence?.english) ?? rule
                return ["name": name, "code": rule, "count": count, "share": Percent.text(count, of: allRules)]
            }
        )
    }
}

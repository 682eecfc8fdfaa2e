import HTTPTypes
import HealthCardDomain
import HealthCardServices
import Hummingbird

extension Pages {
    /// How often the figures are taken again, in seconds.
    private static let consoleSeconds = 10

    /// The card centre's console.
    func console(_ visit: Visit) async throws -> Response {
        guard case .account(let account) = visit.act.actor else { throw AccessRefusal.notSignedIn }
        let figures = try await services.supervision.figures(by: visit.act)
        return try page(
            "console",
            title: visit.words.consoleTitle,
            here: "/console",
            [
                "operator": account.name,
                "figures": try templates.render("figures", values(of: figures, visit), in: visit.language),
            ],
            for: visit,
            refreshSeconds: Self.consoleSeconds
        )
    }

    /// The figures alone, for the page's script.
    func figures(_ visit: Visit) async throws -> Response {
        let figures = try await services.supervision.figures(by: visit.act)
        return try fragment("figures", values(of: figures, visit), for: visit)
    }

    private func values(of figures: Figures, _ visit: Visit) -> PageValues {
        let (language, words) = (visit.language, visit.words)
        let steps = TreatmentStep.allCases.filter { step in figures.usesToday.contains { $0.step == step } }
        let refusals = figures.refusalsToday.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let cards = Card.Status.allCases.map { status -> PageValues in
            ["status": status.rawValue, "label": words.count(of: status), "count": figures.cards[status] ?? 0]
        }
        return [
            "time": ChinaTime.text(figures.at),
            "persons": figures.persons,
            "cards": cards,
            "usesToday": figures.usesToday.reduce(0) { $0 + $1.count },
            "refusalsToday": refusals.reduce(0) { $0 + $1.value },
            "hasUses": !steps.isEmpty,
            "columns": steps.map { language.name(of: $0) },
            "rows": Self.rows(of: figures, steps, language),
            "chart": WeekChart.svg(figures.week, title: words.week),
            "days": figures.week.map { day -> PageValues in ["day": WeekChart.label(day), "count": day.count] },
            "hasRefusals": !refusals.isEmpty,
            "refusals": refusals.map { code, count -> PageValues in
                let title = ProblemCode(rawValue: code).map { language.text(of: $0).title } ?? code
                return ["code": code, "title": title, "count": count]
            },
        ]
    }

    /// One row an institution that had a use today, in the order of their codes.
    private static func rows(of figures: Figures, _ steps: [TreatmentStep], _ language: Language) -> [PageValues] {
        let names = Dictionary(figures.institutions.map { ($0.code, language.name(of: $0)) }) { first, _ in first }
        return Dictionary(grouping: figures.usesToday, by: \.institution).sorted { $0.key < $1.key }.map { code, uses in
            let cells = steps.map { step in uses.reduce(0) { $0 + ($1.step == step ? $1.count : 0) } }
            return ["institution": names[code] ?? code.text, "cells": cells, "total": cells.reduce(0, +)]
        }
    }
}

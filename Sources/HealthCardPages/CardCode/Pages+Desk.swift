import HTTPTypes
import HealthCardDomain
import HealthCardServices
import Hummingbird

extension Pages {
    /// The desk, waiting for a code.
    func desk(_ visit: Visit) async throws -> Response {
        try await desk(visit, DeskChoice(cookie: visit.deskChoice), answer: nil, refusal: nil)
    }

    /// One scan: the answer, or the refusal and what to do next, with the field ready for the next code.
    func scan(_ visit: Visit) async throws -> Response {
        var visit = visit
        let choice = DeskChoice(terminal: visit.form["terminal"], step: visit.form["step"])
        if let cookie = choice.cookie {
            visit.cookies.append(cookies.choice(PageCookies.desk, cookie, path: PageSurface.desk.path))
        }
        do {
            let answer = try await services.scans.scan(try scanRequest(visit, choice), by: visit.act)
            return try await desk(visit, choice, answer: answer, refusal: nil)
        } catch {
            let refusal = try await refusal(in: error, of: .codeScan, by: visit.act)
            return try await desk(visit, choice, answer: nil, refusal: refusal)
        }
    }

    private func scanRequest(_ visit: Visit, _ choice: DeskChoice) throws -> ScanRequest {
        guard case .account(let account) = visit.act.actor else { throw AccessRefusal.notSignedIn }
        guard let terminal = TerminalCode(choice.terminal) else { throw AccessRefusal.terminalUnknown }
        guard let step = TreatmentStep(rawValue: choice.step) else { throw AccessRefusal.stepUnknown }
        return ScanRequest(
            scannedText: visit.form["code"],
            step: step,
            terminal: terminal,
            department: nil,
            operatorID: account.id,
            purpose: Purpose.atDesk
        )
    }

    private func desk(
        _ visit: Visit,
        _ choice: DeskChoice,
        answer: ScanAnswer?,
        refusal: (any Refusal)?
    ) async throws -> Response {
        guard case .account(let account) = visit.act.actor else { throw AccessRefusal.notSignedIn }
        let setting = try await services.desk(by: visit.act)
        let language = visit.language
        let terminals = setting.terminals.map { terminal -> PageValues in
            let status = terminal.status == .authorised ? "" : " · " + visit.words.terminalNotAuthorised
            return [
                "value": terminal.code.text,
                "label": "\(terminal.code.text) · \(language.name(of: terminal.department))\(status)",
                "isSelected": terminal.code.text == choice.terminal,
            ]
        }
        let steps = TreatmentStep.allCases.map { step -> PageValues in
            ["value": step.rawValue, "label": language.name(of: step), "isSelected": step.rawValue == choice.step]
        }
        return try page(
            "desk",
            title: visit.words.deskTitle,
            here: "/desk",
            [
                "formToken": visit.formToken,
                "institution": language.name(of: setting.institution),
                "operator": account.name,
                "terminals": terminals,
                "steps": steps,
                "answer": orFalse(answer.map { values(of: $0, visit) }),
                "refused": problem(refusal, for: visit),
                "isWaiting": answer == nil && refusal == nil,
            ],
            for: visit,
            status: refusal?.code.pageStatus ?? .ok
        )
    }

    private func values(of answer: ScanAnswer, _ visit: Visit) -> PageValues {
        let names: [ResidentField] = [.name, .nameMasked]
        let name = names.lazy.compactMap { answer.resident[$0]?.exposed }.first ?? ""
        let fields = answer.resident.fields.filter { !names.contains($0.field) }.map { entry -> PageValues in
            [
                "field": entry.field.rawValue,
                "label": visit.words.name(of: entry.field),
                "value": visit.language.reading(entry.value.exposed, of: entry.field),
            ]
        }
        return [
            "result": answer.result.rawValue,
            "resultName": visit.words.name(of: answer.result),
            "isHint": answer.result == .hint,
            "isWithheld": answer.withheld != nil,
            "name": name,
            "fields": fields,
            "cardStatus": visit.words.name(of: answer.card.status),
            "stepName": visit.language.name(of: answer.step),
            "useID": answer.useID.text,
        ]
    }
}

import HTTPTypes
import HealthCardDomain
import HealthCardServices
import Hummingbird

extension Pages {
    /// Asks for the real-person check that takes a suspended card back into use.
    func resumption(_ visit: Visit) async throws -> Response {
        let (place, view) = try Self.chosen(visit.query["person"], of: try await services.cards.cards(by: visit.act))
        guard view.card.status == .suspended else { return redirect(to: "/code?person=\(place)", for: visit) }
        return try resumption(visit, place, view, nil)
    }

    /// Runs the check and resumes the card.
    func resume(_ visit: Visit) async throws -> Response {
        let act = visit.act
        let (place, view) = try Self.chosen(visit.form["person"], of: try await services.cards.cards(by: act))
        do {
            _ = try await checking(visit) { try await services.resume(view.card.id, by: act) }
        } catch {
            let refusal = try await refusal(in: error, of: .cardResume, by: act)
            return try resumption(visit, place, view, refusal)
        }
        return redirect(to: "/code?person=\(place)", for: visit)
    }

    private func resumption(
        _ visit: Visit,
        _ place: Int,
        _ view: CardView,
        _ refusal: (any Refusal)?
    ) throws -> Response {
        try page(
            "resume",
            title: visit.words.resumeTitle,
            here: "/resume?person=\(place)",
            checkValues(visit).merging([
                "problem": problem(refusal, for: visit),
                "formToken": visit.formToken,
                "person": String(place),
                "holder": Self.text(.nameMasked, of: view.resident),
                "cardStatus": visit.words.name(of: view.card.status),
            ]) { own, _ in own },
            for: visit,
            status: refusal?.code.pageStatus ?? .ok
        )
    }
}

import HTTPTypes
import HealthCardDomain
import HealthCardServices
import Hummingbird

extension Pages {
    /// How many looks a page of the list shows.
    private static let looksOnPage = 20

    /// Older looks, a page at a time.
    func looks(_ visit: Visit) async throws -> Response {
        let (place, view) = try Self.chosen(visit.query["person"], of: try await services.cards.cards(by: visit.act))
        let cursor = LookCursor(visit.query["after"])
        guard cursor != nil || visit.query["after"].isEmpty else { throw LookRefusal.cursorMalformed }
        let looks = try await services.looks.looks(
            of: view.card.id,
            after: cursor,
            limit: Self.looksOnPage,
            by: visit.act
        )
        // What was agreed to stands below the newest looks.
        let consents = cursor == nil ? try await services.consents.consents(by: visit.act) : []
        return try page(
            "looks",
            title: visit.words.looksTitle,
            here: "/looks?person=\(place)" + (cursor.map { "&after=" + $0.text } ?? ""),
            lookValues(looks, person: place, visit)
                .merging(consentValues(consents)) { own, _ in own }
                .merging(["holder": Self.text(.nameMasked, of: view.resident)]) { own, _ in own },
            for: visit
        )
    }

    /// "Not me": the card is suspended, and its page says so.
    func dispute(_ visit: Visit) async throws -> Response {
        let (place, view) = try Self.chosen(visit.form["person"], of: try await services.cards.cards(by: visit.act))
        guard let look = Int64(visit.form["look"]) else { throw LookRefusal.notFound }
        _ = try await services.looks.dispute(look, on: view.card.id, by: visit.act)
        return redirect(to: "/code?person=\(place)", for: visit)
    }

    /// What the template `looks-list` needs.
    func lookValues(_ page: LookPage, person: Int, _ visit: Visit) -> PageValues {
        [
            "person": String(person),
            "formToken": visit.formToken,
            "hasLooks": !page.looks.isEmpty,
            "looks": page.looks.map { values(of: $0, visit) },
            "next": orFalse(page.next?.text),
        ]
    }

    private func consentValues(_ consents: [Consent]) -> PageValues {
        [
            "hasConsents": !consents.isEmpty,
            "consents": consents.map { consent -> PageValues in
                [
                    "datetime": ChinaTime.machine(consent.provedAt),
                    "time": ChinaTime.text(consent.provedAt),
                    "edition": "\(consent.edition) (\(consent.language.rawValue))",
                    "isSigned": consent.signature != nil,
                    "number": consent.id.text,
                    "terms": orFalse(ConsentTerms.terms(digest: consent.termsDigest)?.text),
                ]
            },
        ]
    }

    private func values(of look: Look, _ visit: Visit) -> PageValues {
        let (language, words) = (visit.language, visit.words)
        let place = [look.institution.map(language.name(of:)), look.department.map { language.name(of: $0) }]
        let worker = look.operatorID.map { "\(words.workNumber) \($0)" }
        let app = look.role == .app ? look.actor : nil
        let who = [words.name(of: look.role), app, worker]
        let shown = look.shown.map(words.name(of:)).joined(separator: language == .chinese ? "、" : ", ")
        return [
            "look": String(look.id),
            "datetime": ChinaTime.machine(look.at),
            "time": ChinaTime.text(look.at),
            "place": place.compactMap(\.self).joined(separator: " · "),
            "who": who.compactMap(\.self).joined(separator: " · "),
            "step": orFalse(look.step.map { language.name(of: $0) }),
            "purpose": orFalse(look.purpose),
            "shown": shown.isEmpty ? words.shownNothing : shown,
            "isDisputed": look.isDisputed,
        ]
    }
}

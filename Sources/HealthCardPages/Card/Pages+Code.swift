import CodeImages
import HTTPTypes
import HealthCardDomain
import HealthCardServices
import Hummingbird

extension Pages {
    /// How many looks the code page shows; the rest is one link away.
    private static let newestLooks = 5

    /// The card's page: its code where it may have one, its state where not, and who looked.
    func code(_ visit: Visit) async throws -> Response {
        let cards = try await services.cards.cards(by: visit.act)
        if cards.isEmpty { return redirect(to: "/identity", for: visit) }
        let (place, view) = try Self.chosen(visit.query["person"], of: cards)
        let panel: String? =
            view.card.status == .active
            ? try templates.render("code-panel", try await codeValues(of: view, visit), in: visit.language) : nil
        let looks = try await services.looks.looks(of: view.card.id, after: nil, limit: Self.newestLooks, by: visit.act)
        let family = cards.enumerated().map { index, other -> PageValues in
            [
                "person": String(index),
                "holder": Self.text(.nameMasked, of: other.resident),
                "isCurrent": index == place,
            ]
        }
        return try page(
            "code",
            title: visit.words.cardCode,
            here: "/code?person=\(place)",
            lookValues(looks, person: place, visit).merging([
                "holder": Self.text(.nameMasked, of: view.resident),
                "idTypeName": visit.language.reading(Self.text(.idType, of: view.resident), of: .idType),
                "idNumberMasked": Self.text(.idNumberMasked, of: view.resident),
                "hasFamily": cards.count > 1,
                "family": family,
                "panel": orFalse(panel),
                "isActive": view.card.status == .active,
                "isPreissued": view.card.status == .preissued,
                "isSuspended": view.card.status == .suspended,
                "isCancelled": view.card.status == .cancelled,
            ]) { own, _ in own },
            for: visit
        )
    }

    /// The next code, for the page's script. A card that stopped working in between answers with its refusal.
    func codeFragment(_ visit: Visit) async throws -> Response {
        let (_, view) = try Self.chosen(visit.query["person"], of: try await services.cards.cards(by: visit.act))
        return try fragment("code-panel", try await codeValues(of: view, visit), for: visit)
    }

    /// The card that a page means by its place among the session's cards; no card is named in an address.
    static func chosen(_ person: String, of cards: [CardView]) throws(CardRefusal) -> (place: Int, CardView) {
        guard let place = person.isEmpty ? 0 : Int(person), cards.indices.contains(place) else { throw .notFound }
        return (place, cards[place])
    }

    /// A field that was shown; empty where the person has none.
    static func text(_ field: ResidentField, of resident: Disclosure) -> String {
        resident[field]?.exposed ?? ""
    }

    private func codeValues(of view: CardView, _ visit: Visit) async throws -> PageValues {
        let issued = try await services.codes.generate(.dynamic, of: view.card.id, by: visit.act)
        return [
            "svg": QRSVG.render(try QRMatrix(issued.code.text), title: visit.words.cardCode),
            "codeText": orFalse(sandbox == nil ? nil : issued.code.text),
            "seconds": issued.validSeconds ?? 0,
        ]
    }
}

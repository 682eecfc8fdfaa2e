import Foundation
import HealthCardDomain
import HealthCardServices
import Hummingbird
import StrictJSON

/// `/api/v1/cards/{card_id}/looks`: who looked at the resident's data (`N15`).
struct LookRoutes: Sendable {
    /// How many looks a page has where the caller does not say.
    private static let defaultLimit = 20

    let endpoint: SignedEndpoint

    func add(to router: Router<HealthCardRequestContext>) {
        router.get("/api/v1/cards/:card_id/looks") { request, context in
            try await endpoint.plain(request, context, .looksRead) { act in
                let query = try PageQuery(request, limit: Self.defaultLimit, most: LookService.pageLimit) { text in
                    guard let cursor = LookCursor(String(text)) else { throw LookRefusal.cursorMalformed }
                    return cursor
                }
                let page = try await endpoint.services.looks.looks(
                    of: try context.cardID,
                    after: query.cursor,
                    limit: query.limit,
                    by: act
                )
                return Self.answer(page)
            }
        }
    }

    private static func answer(_ page: LookPage) -> JSONAnswer {
        .json(
            JSONWriter.object { json in
                json.member("looks", array: page.looks) { json, look in
                    json.element(object: { write(look, to: &$0) })
                }
                json.member("next_cursor", page.next?.text)
            }
        )
    }

    private static func write(_ look: Look, to json: inout JSONWriter) {
        json.member("look_id", "\(look.id)")
        json.member("at", Timestamp.text(look.at))
        json.member("operation", look.operation.rawValue)
        json.member("role", look.role.rawValue)
        if let institution = look.institution {
            json.member(
                "institution",
                object: {
                    $0.member("code", institution.code.text)
                    $0.member("name", institution.nameChinese)
                    $0.member("name_en", institution.nameEnglish)
                }
            )
        } else {
            json.memberNull("institution")
        }
        json.member("department", look.department?.code)
        json.member("operator", look.operatorID?.text)
        json.member("app", look.actor)
        json.member("step", look.step?.rawValue)
        json.member("step_name", look.step?.nameChinese)
        json.member("purpose", look.purpose)
        json.member("shown", strings: look.shown.map(\.rawValue))
        json.member("disputed", look.isDisputed)
    }
}

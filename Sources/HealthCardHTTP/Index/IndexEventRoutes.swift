import HealthCardDomain
import HealthCardServices
import Hummingbird
import StrictJSON

/// `/api/v1/index-events`: what happened to the main indexes in which the caller's institution has a record (`A15`).
struct IndexEventRoutes: Sendable {
    /// How many events a page has where the caller does not say.
    private static let defaultLimit = 100

    let endpoint: SignedEndpoint

    func add(to router: Router<HealthCardRequestContext>) {
        router.get("/api/v1/index-events") { request, context in
            try await endpoint.plain(request, context, .indexEvents) { act in
                let query = request.uri.queryParameters
                for key in query.map(\.key) {
                    guard key == "limit" || key == "cursor" else {
                        throw RequestRefusal.fieldUnknown(String(key.prefix(64)))
                    }
                    guard query[values: key].count == 1 else { throw RequestRefusal.fieldMalformed(String(key)) }
                }
                let limit = try query["limit"].map { text in
                    guard let limit = Int(text), (1...SubscriptionService.pageLimit).contains(limit), "\(limit)" == text
                    else { throw RequestRefusal.fieldMalformed("limit") }
                    return limit
                }
                let cursor = try query["cursor"].map { text in
                    guard let number = Int64(text), number >= 0, "\(number)" == text else {
                        throw SubscriptionRefusal.cursorAhead
                    }
                    return number
                }
                let page = try await endpoint.services.subscriptions.events(
                    after: cursor,
                    limit: limit ?? Self.defaultLimit,
                    by: act
                )
                return .json(
                    JSONWriter.object { json in
                        json.member("events", array: page.events) { json, event in
                            json.element(object: { Self.write(event, to: &$0) })
                        }
                        json.member("next_cursor", "\(page.next)")
                    }
                )
            }
        }
    }

    private static func write(_ numbered: NumberedEvent, to json: inout JSONWriter) {
        let event = numbered.event
        json.member("cursor", "\(numbered.number)")
        json.member("event_id", "\(event.id)")
        json.member("kind", event.kind.rawValue)
        json.member("index_number", "\(event.index)")
        json.member("version", event.version)
        json.member("other_index_number", event.other.map(\.description))
        json.member("local_id", numbered.localID?.exposed)
        json.member("at", Timestamp.text(event.at))
    }
}

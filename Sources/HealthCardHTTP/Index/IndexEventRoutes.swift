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
                let query = try PageQuery(
                    request,
                    limit: Self.defaultLimit,
                    most: SubscriptionService.pageLimit
                ) { text in
                    guard let number = Int64(text), number >= 0, "\(number)" == text else {
                        throw SubscriptionRefusal.cursorAhead
                    }
                    return number
                }
                let page = try await endpoint.services.subscriptions.events(
                    after: query.cursor,
                    limit: query.limit,
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

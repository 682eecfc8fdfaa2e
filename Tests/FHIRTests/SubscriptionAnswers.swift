import FHIR
import HealthCardDomain

/// What must be written of subscriptions and events, by the name of its golden file.
enum SubscriptionAnswers {
    private static let base = "https://index.example.org/fhir"
    private static let address = base + "/Subscription/519900H01/$events"
    private static let subscription = SubscriptionResource(id: "519900H01", end: nil, eventLimit: 100)

    private static let events = [
        SubscriptionEvent(
            number: 7,
            at: "2026-11-21T08:30:00.000Z",
            kind: .create,
            patient: "12",
            version: 1,
            other: nil,
            identifier: BusinessIdentifier(system: "urn:xinglin:authority:519900H01", value: "P0001")
        ),
        SubscriptionEvent(
            number: 8,
            at: "2026-11-21T09:00:00.250Z",
            kind: .merge,
            patient: "12",
            version: 2,
            other: "15",
            identifier: nil
        ),
    ]

    private static func status(_ count: Int64) -> SubscriptionStatus {
        SubscriptionStatus(
            id: "0f7a1c9e-3b52-4d86-9a41-c2d3e4f50617",
            of: subscription,
            count: count,
            base: base
        )
    }

    private static func bundle(
        _ events: [SubscriptionEvent],
        _ content: EventContent = .idOnly,
        count: Int64,
        from query: String,
        next: String? = nil
    ) -> [UInt8] {
        EventBundle(
            events,
            content,
            status: status(count),
            at: "2026-11-22T02:00:00.000Z",
            selfLink: address + query,
            nextLink: next.map { address + $0 }
        ).json
    }

    static var written: [String: [UInt8]] {
        var subscriptions = SearchSet([SearchSet.Entry(subscription)], base: base)
        subscriptions.total = 1
        subscriptions.selfLink = base + "/Subscription?status=active"
        var statuses = SearchSet([SearchSet.Entry(status(42))], base: base)
        statuses.total = 1
        return [
            "subscription": subscription.json,
            "subscription-ended":
                SubscriptionResource(id: "519900H01", end: "2026-11-20T00:00:00.000Z", eventLimit: 100).json,
            "subscriptions": subscriptions.json,
            "subscription-status": statuses.json,
            "events": bundle(
                events,
                count: 42,
                from: "?eventsSinceNumber=7&eventsUntilNumber=9",
                next: "?eventsSinceNumber=9&eventsUntilNumber=9"
            ),
            "events-empty": bundle(events, .empty, count: 8, from: "?eventsSinceNumber=7&content=empty"),
            "no-events": bundle([], count: 6, from: ""),
        ]
    }
}

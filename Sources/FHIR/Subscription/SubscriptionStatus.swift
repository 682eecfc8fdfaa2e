import StrictJSON

/// How a subscription stands (FHIR R4 Parameters; Subscriptions R5 Backport, backport-subscription-status-r4).
package struct SubscriptionStatus: Sendable {
    /// A UUID that this status alone has.
    package let id: String
    package let subscription: SubscriptionResource
    /// How many events have a number.
    package let count: Int64
    /// The address of the FHIR service, without a slash at its end.
    package let base: String

    package init(id: String, of subscription: SubscriptionResource, count: Int64, base: String) {
        self.id = id
        self.subscription = subscription
        self.count = count
        self.base = base
    }

    /// A status that stands at the head of events.
    func write(with events: [SubscriptionEvent], _ content: EventContent, to json: inout JSONWriter) {
        write(as: "query-event", content, to: &json) { json in
            for event in events { json.element(object: { event.write(content, base: base, to: &$0) }) }
        }
    }

    private func write(
        as type: String,
        _ content: EventContent,
        to json: inout JSONWriter,
        _ events: (inout JSONWriter) -> Void
    ) {
        json.member("resourceType", "Parameters")
        json.member("id", id)
        json.member("meta") { $0.member("profile", strings: [Backport.status]) }
        json.member("parameter", array: [()]) { json, _ in
            json.parameter("subscription", reference: subscription.fullURL(base: base))
            // The guide wants no topic where nothing is said of the events.
            if content != .empty { json.parameter("topic", "valueCanonical", Backport.topic) }
            json.parameter("status", "valueCode", subscription.status)
            json.parameter("type", "valueCode", type)
            json.parameter("events-since-subscription-start", "valueString", "\(count)")
            events(&json)
        }
    }
}

extension SubscriptionStatus: BundledResource {
    func fullURL(base: String) -> String { "urn:uuid:\(id)" }

    func write(_ json: inout JSONWriter) { write(as: "query-status", .idOnly, to: &json) { _ in } }
}

import StrictJSON

/// The answer to `$events`: a history whose first entry is the status (Subscriptions R5 Backport,
/// backport-subscription-notification-r4).
package struct EventBundle: Sendable {
    package let status: SubscriptionStatus
    /// Oldest first.
    package let events: [SubscriptionEvent]
    package let content: EventContent
    /// The instant of the answer.
    package let at: String
    /// What was asked, as it was understood.
    package let selfLink: String
    /// Where the events after these are; `nil` where there are none yet.
    package let nextLink: String?

    package init(
        _ events: [SubscriptionEvent],
        _ content: EventContent,
        status: SubscriptionStatus,
        at: String,
        selfLink: String,
        nextLink: String?
    ) {
        self.events = events
        self.content = content
        self.status = status
        self.at = at
        self.selfLink = selfLink
        self.nextLink = nextLink
    }

    /// The bundle, as bytes.
    package var json: [UInt8] {
        JSONWriter.object { json in
            json.member("resourceType", "Bundle")
            json.member("meta") { $0.member("profile", strings: [Backport.notification]) }
            json.member("type", "history")
            json.member("timestamp", at)
            json.links(self: selfLink, next: nextLink)
            json.member("entry", array: [()]) { json, _ in
                json.element(object: writeStatus)
                guard content == .idOnly else { return }
                for event in events { json.element(object: { event.writeEntry(base: status.base, to: &$0) }) }
            }
        }
    }

    private func writeStatus(_ json: inout JSONWriter) {
        json.member("fullUrl", status.fullURL(base: status.base))
        json.member("resource") { status.write(with: events, content, to: &$0) }
        json.member("request") { json in
            json.member("method", "GET")
            json.member("url", "Subscription/\(status.subscription.id)/$status")
        }
        json.member("response") { $0.member("status", "200") }
    }
}

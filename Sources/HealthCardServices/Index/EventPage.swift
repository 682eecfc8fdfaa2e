/// Events that a subscriber is given at once.
package struct EventPage: Sendable, Equatable {
    /// As it is once all events of the page have their numbers.
    package let subscription: EventSubscription
    /// Oldest first.
    package let events: [NumberedEvent]
    /// The cursor behind the page.
    package let next: Int64
    /// The number of the last event that was wanted and is there.
    private let end: Int64

    package init(subscription: EventSubscription, events: [NumberedEvent], next: Int64, end: Int64) {
        self.subscription = subscription
        self.events = events
        self.next = next
        self.end = end
    }

    /// Whether more of what was wanted is there already.
    package var hasMore: Bool { next < end }
}

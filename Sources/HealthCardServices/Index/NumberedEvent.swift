package import HealthCardDomain

/// An event as one subscriber is given it, for ever under the same number.
package struct NumberedEvent: Sendable, Equatable {
    /// Counts from 1 for each subscriber, without a gap.
    package let number: Int64
    package let event: IndexEvent
    /// The local id that the event is about, where the subscriber itself gave it.
    package let localID: Sensitive<String>?

    package init(number: Int64, event: IndexEvent, localID: Sensitive<String>?) {
        self.number = number
        self.event = event
        self.localID = localID
    }

    package static func == (left: Self, right: Self) -> Bool {
        left.number == right.number && left.event == right.event && left.localID?.exposed == right.localID?.exposed
    }
}

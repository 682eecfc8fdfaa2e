/// Everything that happened to one index number, the oldest first.
package struct PersonHistory: Sendable, Equatable {
    package let events: [IndexEvent]
    /// Merges that it took part in, with those that were taken back.
    package let merges: [IndexMerge]

    package init(events: [IndexEvent], merges: [IndexMerge]) {
        self.events = events
        self.merges = merges
    }
}

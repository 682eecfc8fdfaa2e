/// Where a question about two indexes stands. The raw values are stored.
package enum ReviewState: String, Sendable, CaseIterable {
    /// Waits for a person.
    case open
    /// Needs no answer as things stand: the two are one person by another decision, or are held apart. It opens again
    /// when that is undone.
    case settled
    /// A person answered.
    case decided
}

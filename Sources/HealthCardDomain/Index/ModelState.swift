/// Where a match model stands. The raw values are stored.
package enum ModelState: String, Sendable, CaseIterable {
    /// Came with a release; it runs where no other does.
    case released
    /// Was estimated, and decides nothing.
    case candidate
    /// Was run beside the running model to the end, and may be promoted.
    case shadow
    /// A person promoted it; it decides.
    case running
    /// Ran, and another took its place.
    case retired
}

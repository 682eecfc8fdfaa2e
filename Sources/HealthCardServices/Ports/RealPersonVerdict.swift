/// What a real-person check found.
package enum RealPersonVerdict: String, Sendable, CaseIterable {
    case passed
    case failed
    /// The checking system did not answer.
    case unavailable
}

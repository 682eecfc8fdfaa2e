import Matching

/// A decision made ahead of its transaction. It stands where the transaction finds the same basis.
package struct MatchForecast: Sendable {
    let found: CandidateSearch.Found
    let decision: Decision
    /// The newest event when it was made.
    let event: Int64
}

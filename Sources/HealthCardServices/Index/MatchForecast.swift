package import Matching

/// A decision made ahead of its transaction. It stands where the transaction finds the same basis, and the same model runs.
package struct MatchForecast: Sendable {
    /// The name of the model that decided.
    package let model: String
    package let basis: MatchBasis
    package let decision: Decision
}

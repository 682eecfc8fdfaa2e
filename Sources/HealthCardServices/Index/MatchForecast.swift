package import Matching

/// A decision made ahead of its transaction. It stands where the transaction finds the same basis.
package struct MatchForecast: Sendable {
    package let basis: MatchBasis
    package let decision: Decision
}

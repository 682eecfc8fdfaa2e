package import Matching

/// By which rule links were made, counted on links spread over the whole index.
package struct RuleCounts: Sendable, Equatable {
    /// Links that were looked at.
    package var looked = 0
    /// Of those that a rule proved.
    package var rules: [Rule: Int] = [:]
}

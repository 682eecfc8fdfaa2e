/// One field of a comparison: how well it agrees, and how much that says.
package struct Evidence: Sendable, Equatable {
    package let field: MatchField
    /// The name of the level of agreement, stable for storage, such as `exact` or `homophone`.
    package let level: String
    /// The match weight in bits (log2 of m/u).
    package let weight: Double

    package init(field: MatchField, level: String, weight: Double) {
        self.field = field
        self.level = level
        self.weight = weight
    }
}

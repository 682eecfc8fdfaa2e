package import HealthCardDomain

/// Recorded uses of cards.
package protocol UseRepository {
    /// Adds a use.
    ///
    /// - Returns: `false` where the same use (card, terminal, step and millisecond) was recorded before; nothing is
    ///   written then, so that an upload may be repeated.
    func add(_ use: Use) throws -> Bool
    func find(_ id: UseID) throws -> Use?
}

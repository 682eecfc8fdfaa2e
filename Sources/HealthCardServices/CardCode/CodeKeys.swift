package import HealthCardDomain

/// The live keys of card codes, fetched before a transaction and never inside one.
package protocol CodeKeys: Sendable {
    /// The key that new codes are made with.
    func current() async throws -> CodeTokenKey
    /// The keys that codes may have been made with, newest first; at least the current one.
    func accepted() async throws -> [CodeTokenKey]
}

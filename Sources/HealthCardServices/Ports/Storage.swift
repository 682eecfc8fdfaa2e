package import HealthCardDomain

/// The seam to the database (design §2, §9).
///
/// A transaction is a synchronous closure over repositories. It waits for nothing else, and touches nothing else: it
/// may run twice after a serialization failure. Where the closure throws, everything it wrote is undone, and the error
/// is thrown to the caller.
package protocol Storage: Sendable {
    /// Reads a consistent snapshot; writing in it is a fault.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any Repositories) throws -> Value
    ) async throws -> Value

    /// Writes. When this returns, the transaction is on disk (`synchronous=FULL`, or the engine's equal).
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Repositories) throws -> Value
    ) async throws -> Value

    /// Seals a resident as somebody new, outside of any transaction and on the caller's thread.
    ///
    /// - Throws: `KeyRefusal.serviceUnavailable`, `.notFound`.
    func seal(_ identity: ResidentIdentity, as id: PersonID) throws -> SealedResident
}

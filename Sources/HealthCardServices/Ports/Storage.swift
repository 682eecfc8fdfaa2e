package import HealthCardDomain
package import Matching

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

    /// Reads as `read` does. Many such reads may share one snapshot and one round trip.
    ///
    /// - Parameter ahead: as in `write(ahead:_:)`; what it marks is left out.
    func read<Value: Sendable>(
        ahead: @escaping @Sendable (any Repositories) throws -> Void,
        _ body: @escaping @Sendable (any Repositories) throws -> Value
    ) async throws -> Value

    /// Writes as `write` does. Many such writes may share a commit and its round trips.
    ///
    /// - Parameter ahead: asks for what the transaction is going to look up and to mark, in the transaction's order. It is
    ///   told that there is nothing of what it looks up, and that everything it marks is marked; what it throws ends the
    ///   asking and nothing else. A look-up or a mark that it left out, or asked for without need, costs time only.
    func write<Value: Sendable>(
        ahead: @escaping @Sendable (any Repositories) throws -> Void,
        _ body: @escaping @Sendable (any Repositories) throws -> Value
    ) async throws -> Value

    /// Whether the events of main indexes are numbered in the order in which transactions are committed, so that whoever
    /// saw one event saw all before it.
    var numbersEventsInOrder: Bool { get }

    /// Seals a resident as somebody new, outside of any transaction and on the caller's thread.
    ///
    /// - Throws: `KeyRefusal.serviceUnavailable`, `.notFound`.
    func seal(_ identity: ResidentIdentity, as id: PersonID) throws -> SealedResident

    /// Reads a registration, makes its block keys blind and seals it, outside of any transaction and on the caller's
    /// thread.
    ///
    /// - Throws: `KeyRefusal.serviceUnavailable`, `.notFound`.
    func seal(_ fields: SourceFields, as id: SourceRecordID) throws -> SealedSourceRecord
}

extension Storage {
    /// For an engine with many writers at a time.
    package var numbersEventsInOrder: Bool { false }

    /// For an engine that gains nothing by asking ahead.
    package func read<Value: Sendable>(
        ahead: @escaping @Sendable (any Repositories) throws -> Void,
        _ body: @escaping @Sendable (any Repositories) throws -> Value
    ) async throws -> Value {
        try await read(body)
    }

    /// For an engine that gains nothing by asking ahead.
    package func write<Value: Sendable>(
        ahead: @escaping @Sendable (any Repositories) throws -> Void,
        _ body: @escaping @Sendable (any Repositories) throws -> Value
    ) async throws -> Value {
        try await write(body)
    }
}

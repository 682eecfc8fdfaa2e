package import HealthCardDomain

/// Runs acts: the one way a service changes or reads personal data.
///
/// An act is allowed by the access table, counted once by its nonce, carried out, and audited, all in one transaction.
/// A refused act leaves nothing behind but its nonce and the audit entry of the refusal.
package struct ActLedger: Sendable {
    /// How often an act is run again when another node was first.
    private static let attemptLimit = 3

    private let storage: any Storage

    package init(storage: any Storage) {
        self.storage = storage
    }

    /// Carries out one act.
    ///
    /// - Parameters:
    ///   - trace: what the audit entry says from the start; the body completes it.
    ///   - ahead: asks for what the body is going to look up and to mark (`Storage.write(ahead:_:)`); `nil` where the act is
    ///     rare, or writes what others look up.
    ///   - body: the act. It may run more than once, so it touches nothing but its arguments.
    /// - Throws: `RecordedRefusal` around the refusal; any other error is a fault and leaves nothing behind.
    package func perform<Value: Sendable>(
        _ operation: AccessOperation,
        by act: Act,
        trace: Trace = Trace(),
        ahead: (@Sendable (any Repositories) throws -> Void)? = nil,
        _ body: @escaping @Sendable (any Repositories, inout Trace) throws -> Value
    ) async throws -> Value {
        var attempt = 1
        while true {
            do {
                return try await write(ahead: ahead, by: act) { store in
                    var trace = trace
                    do {
                        try Self.markNonce(of: act, in: store)
                        try AccessTable.require(operation, of: act.actor)
                        let value = try body(store, &trace)
                        try Self.append(trace.entries(of: operation, outcome: AuditEntry.succeeded, by: act), in: store)
                        return value
                    } catch let refusal as any Refusal {
                        throw TracedRefusal(refusal: refusal, trace: trace)
                    }
                }
            } catch let traced as TracedRefusal {
                try await record(traced.refusal, of: operation, by: act, trace: traced.trace)
                throw RecordedRefusal(refusal: traced.refusal)
            } catch is StorageConflict where attempt < Self.attemptLimit {
                attempt += 1
            }
        }
    }

    /// Records a refusal that happened before a service was reached, such as a malformed body.
    package func record(
        _ refusal: any Refusal,
        of operation: AccessOperation,
        by act: Act,
        trace: Trace = Trace()
    ) async throws {
        var trace = trace
        trace.shown = []
        let entries = trace.entries(of: operation, outcome: refusal.code.rawValue, by: act)
        try await write(ahead: { _ in }, by: act) { store in
            if let nonce = act.nonce, let app = act.actor.appID {
                _ = try store.marks.markNonce(nonce, of: app, at: act.at)
            }
            try Self.append(entries, in: store)
        }
    }

    private static func append(_ entries: [AuditEntry], in store: any Repositories) throws {
        if entries.count == 1 { try store.audit.append(entries[0]) } else { try store.audit.append(entries) }
    }

    private func write<Value: Sendable>(
        ahead: (@Sendable (any Repositories) throws -> Void)?,
        by act: Act,
        _ body: @escaping @Sendable (any Repositories) throws -> Value
    ) async throws -> Value {
        guard let ahead else { return try await storage.write(body) }
        return try await storage.write(
            ahead: { store in
                try Self.markNonce(of: act, in: store)
                try ahead(store)
            },
            body
        )
    }

    private static func markNonce(of act: Act, in store: any Repositories) throws {
        guard let nonce = act.nonce, let app = act.actor.appID else { return }
        guard try store.marks.markNonce(nonce, of: app, at: act.at) else { throw AccessRefusal.nonceReplayed }
    }
}

/// Carries the trace out of a transaction that was undone.
private struct TracedRefusal: Error {
    let refusal: any Refusal
    let trace: Trace
}

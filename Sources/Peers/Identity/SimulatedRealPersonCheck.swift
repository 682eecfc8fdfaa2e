package import HealthCardDomain
package import HealthCardServices

/// SIMULATOR: looks at nobody, and answers what the running task was told to hear.
///
/// What it passes is recorded as `ProofingMethod.simulated`, which assures of nothing, with the verifier `SIMULATOR`.
package struct SimulatedRealPersonCheck: RealPersonCheck {
    /// The verdict for checks inside the task; outside of `answering` the check does not answer.
    @TaskLocal private static var verdict: RealPersonVerdict = .unavailable

    package let method = ProofingMethod.simulated
    package let verifier = "SIMULATOR"

    package init() {}

    package func check(_ identity: ResidentIdentity) async throws -> RealPersonVerdict {
        Self.verdict
    }

    /// Runs `body` while checks in it, and in no other task, are answered by `verdict`.
    package static func answering<Value: Sendable>(
        _ verdict: RealPersonVerdict,
        to body: @Sendable () async throws -> Value
    ) async throws -> Value {
        try await $verdict.withValue(verdict) { try await body() }
    }
}

package import HealthCardDomain

/// Proofs an online applicant by the real-person check that the platform is connected to (`A03`).
package struct ProofingService: Sendable {
    private let check: any RealPersonCheck

    package init(check: any RealPersonCheck) {
        self.check = check
    }

    /// Asks the checking system; runs before, never inside, the transaction of the application.
    ///
    /// - Throws: `ProofingRefusal.failed` or `.unavailable`.
    package func proof(_ identity: ResidentIdentity, by act: Act) async throws -> Proofing {
        switch try await check.check(identity) {
        case .passed:
            return try Proofing(method: check.method, verifier: check.verifier, verifiedAt: act.at, now: act.at)
        case .failed: throw ProofingRefusal.failed
        case .unavailable: throw ProofingRefusal.unavailable
        }
    }
}

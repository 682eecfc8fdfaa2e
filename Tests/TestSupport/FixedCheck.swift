package import HealthCardDomain
package import HealthCardServices
import Synchronization

/// A real-person check that answers what the test says.
package final class FixedCheck: RealPersonCheck {
    package let method = ProofingMethod.simulated
    package let verifier = "test-check"
    private let verdict = Mutex(RealPersonVerdict.passed)

    package init() {}

    package func answer(_ verdict: RealPersonVerdict) { self.verdict.withLock { $0 = verdict } }

    package func check(_ identity: ResidentIdentity) async throws -> RealPersonVerdict { verdict.withLock { $0 } }
}

import Foundation
import HealthCardDomain
import HealthCardServices

/// The outside parties of a benchmark's server: none of them is there, and the acts that need one are refused.
struct AbsentPeers: MessageSender, RealPersonCheck {
    let method = ProofingMethod.face
    let verifier = "BENCHMARK"

    func send(oneTimeCode: Sensitive<String>, to phone: PhoneNumber) async throws {
        throw CocoaError(.featureUnsupported)
    }

    func check(_ identity: ResidentIdentity) async throws -> RealPersonVerdict { .unavailable }
}

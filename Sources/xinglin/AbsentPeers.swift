import Foundation
import HealthCardDomain
import HealthCardServices

/// Outside parties that nobody connected yet: the acts that need one are refused. Those of a benchmark's server, and of
/// production until a client of the real party is there.
struct AbsentPeers: MessageSender, RealPersonCheck {
    let method = ProofingMethod.face
    let verifier = "ABSENT"

    func send(oneTimeCode: Sensitive<String>, to phone: PhoneNumber) async throws {
        throw CocoaError(.featureUnsupported)
    }

    func check(_ identity: ResidentIdentity) async throws -> RealPersonVerdict { .unavailable }
}

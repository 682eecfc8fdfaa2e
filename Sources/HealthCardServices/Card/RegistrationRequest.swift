package import HealthCardDomain
import SMCrypto

/// An application for a card: who, how they proved it, and through which channel (`A03`, `B01`).
package struct RegistrationRequest: Sendable {
    package let identity: ResidentIdentity
    package let proofing: Proofing
    package let channel: ApplyChannel

    package init(identity: ResidentIdentity, proofing: Proofing, channel: ApplyChannel) {
        self.identity = identity
        self.proofing = proofing
        self.channel = channel
    }

    /// SM3 over what the request means, for the idempotency key: two bodies that say the same have one digest.
    var digest: [UInt8] {
        let parts: [String] = [
            identity.document.type.rawValue, identity.document.value.exposed, identity.name.text,
            identity.gender.rawValue,
            identity.birthDate?.iso ?? "", identity.phone?.text ?? "", identity.nation ?? "",
            identity.address?.exposed ?? "", proofing.method.rawValue, proofing.verifier, channel.rawValue,
        ]
        return SM3.hash(parts.flatMap { Array($0.utf8) + [0] })
    }
}

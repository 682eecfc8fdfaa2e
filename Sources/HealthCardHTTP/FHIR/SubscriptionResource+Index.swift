import FHIR
import HealthCardDomain
import HealthCardServices
import SMCrypto

extension SubscriptionResource {
    init(_ subscription: EventSubscription) {
        self.init(
            id: InstitutionCode(trusted: subscription.authority.text).subscriptionID,
            end: subscription.endedAt.map(Timestamp.text),
            eventLimit: FHIRSubscriptions.eventLimit
        )
    }
}

extension SubscriptionEvent {
    /// - Parameter authority: the subscriber, whose local id the event may have.
    init(_ numbered: NumberedEvent, of authority: AssigningAuthority) {
        let event = numbered.event
        self.init(
            number: numbered.number,
            at: Timestamp.text(event.at),
            kind: event.kind,
            patient: "\(event.index)",
            version: event.version,
            other: event.other.map(\.description),
            identifier: numbered.localID.map {
                BusinessIdentifier(system: IdentifierSystems.system(of: authority), value: $0.exposed)
            }
        )
    }
}

extension SubscriptionStatus {
    /// A UUID of random bytes (RFC 9562 §5.4).
    ///
    /// - Parameter bytes: 16 of them.
    static func id(from bytes: [UInt8]) -> String {
        precondition(bytes.count == 16, "a UUID has 128 bits")
        var bytes = bytes
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        let ends = [0, 4, 6, 8, 10, 16]
        return zip(ends, ends.dropFirst()).map { Hex.lower(Array(bytes[$0..<$1])) }.joined(separator: "-")
    }
}

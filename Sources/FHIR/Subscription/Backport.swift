/// The canonical addresses of HL7's guide Subscriptions R5 Backport (1.1.0, for FHIR R4), and ours where it leaves that open.
enum Backport {
    static let subscription = guide + "/StructureDefinition/backport-subscription"
    static let notification = guide + "/StructureDefinition/backport-subscription-notification-r4"
    static let status = guide + "/StructureDefinition/backport-subscription-status-r4"
    static let channelType = guide + "/StructureDefinition/backport-channel-type"
    static let payloadContent = guide + "/StructureDefinition/backport-payload-content"
    static let maxCount = guide + "/StructureDefinition/backport-max-count"
    /// The extension by which a server names the topics that it has.
    static let topics = guide + "/StructureDefinition/capabilitystatement-subscriptiontopic-canonical"
    static let statusOperation = guide + "/OperationDefinition/backport-subscription-status"
    static let eventsOperation = guide + "/OperationDefinition/backport-subscription-events"

    /// The one topic: what happens to the indexes in which an institution has a record.
    static let topic = "urn:xinglin:fhir:index-events"
    /// How events reach a subscriber; its one code is `pull`.
    static let channelTypes = "urn:xinglin:fhir:channel-type"
    /// What happened, as an extension of an event, in the codes of `IndexEventKind`.
    static let eventKind = "urn:xinglin:fhir:event-kind"

    private static let guide = "http://hl7.org/fhir/uv/subscriptions-backport"
}

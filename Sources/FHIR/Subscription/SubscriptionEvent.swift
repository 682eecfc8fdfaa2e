package import HealthCardDomain
import StrictJSON

/// One event as its subscriber is given it (Subscriptions R5 Backport, notification-event).
package struct SubscriptionEvent: Sendable {
    /// Counts from 1 for each subscription.
    package let number: Int64
    /// The instant of the event.
    package let at: String
    package let kind: IndexEventKind
    /// The logical id of the patient to whom it happened.
    package let patient: String
    /// The version of the patient that it made.
    package let version: Int
    /// The logical id of the other patient of a merge or un-merge, or of a record that moved.
    package let other: String?
    /// The local id that it is about, where that is the subscriber's own.
    package let identifier: BusinessIdentifier?

    package init(
        number: Int64,
        at: String,
        kind: IndexEventKind,
        patient: String,
        version: Int,
        other: String?,
        identifier: BusinessIdentifier?
    ) {
        self.number = number
        self.at = at
        self.kind = kind
        self.patient = patient
        self.version = version
        self.other = other
        self.identifier = identifier
    }

    /// Writes the event as a parameter of the status.
    func write(_ content: EventContent, base: String, to json: inout JSONWriter) {
        json.member("name", "notification-event")
        if content == .idOnly { json.codeExtension(Backport.eventKind, kind.rawValue) }
        json.member("part", array: [()]) { json, _ in
            json.parameter("event-number", "valueString", "\(number)")
            json.parameter("timestamp", "valueInstant", at)
            guard content == .idOnly else { return }
            json.parameter("focus", reference: "\(base)/Patient/\(patient)")
            if let other { json.parameter("additional-context", reference: "\(base)/Patient/\(other)") }
            guard let identifier else { return }
            json.element { json in
                json.member("name", "additional-context")
                json.member("valueReference") { $0.member("identifier", object: identifier.write) }
            }
        }
    }

    /// Writes the event as an entry of a history: an index that is new was made, any other has a new version.
    func writeEntry(base: String, to json: inout JSONWriter) {
        json.member("fullUrl", "\(base)/Patient/\(patient)")
        json.member("request") { json in
            json.member("method", kind == .create ? "POST" : "PUT")
            json.member("url", kind == .create ? "Patient" : "Patient/\(patient)")
        }
        json.member("response") { json in
            json.member("status", kind == .create ? "201" : "200")
            json.member("etag", "W/\"\(version)\"")
            json.member("lastModified", at)
        }
    }
}

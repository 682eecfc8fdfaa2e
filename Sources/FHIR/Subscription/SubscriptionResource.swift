import StrictJSON

/// An institution's subscription to the events of the main index (FHIR R4; Subscriptions R5 Backport, backport-subscription).
package struct SubscriptionResource: Sendable, Equatable {
    package let id: String
    /// The instant at which it was ended; `nil` while it goes on.
    package let end: String?
    /// The most events that one answer holds.
    package let eventLimit: Int

    package init(id: String, end: String?, eventLimit: Int) {
        self.id = id
        self.end = end
        self.eventLimit = eventLimit
    }

    /// A code of subscription-status.
    var status: String { end == nil ? "active" : "off" }

    /// The resource, as bytes.
    package var json: [UInt8] { JSONWriter.object { write(&$0) } }

    private func writeChannel(_ json: inout JSONWriter) {
        json.oneObject("extension") { json in
            json.member("url", Backport.maxCount)
            json.member("valuePositiveInt", eventLimit)
        }
        // Every code that FHIR has for the type pushes, so the type has no code but the guide's extension alone.
        json.member("_type") { json in
            json.oneObject("extension") { json in
                json.member("url", Backport.channelType)
                json.member("valueCoding") { json in
                    json.member("system", Backport.channelTypes)
                    json.member("code", "pull")
                    json.member("display", "以 $events 取 · Pulled by $events")
                }
            }
        }
        json.member("payload", "application/fhir+json")
        json.member("_payload") { $0.codeExtension(Backport.payloadContent, EventContent.idOnly.rawValue) }
    }
}

extension SubscriptionResource: BundledResource {
    func fullURL(base: String) -> String { "\(base)/Subscription/\(id)" }

    func write(_ json: inout JSONWriter) {
        json.member("resourceType", "Subscription")
        json.member("id", id)
        json.member("meta") { $0.member("profile", strings: [Backport.subscription]) }
        json.member("status", status)
        if let end { json.member("end", end) }
        json.member("reason", "主索引事件 · Events of the main index")
        json.member("criteria", Backport.topic)
        json.member("channel", object: writeChannel)
    }
}

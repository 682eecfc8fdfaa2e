import StrictJSON

/// What this FHIR service does (FHIR R4, CapabilityStatement; IHE PIXm Manager and PDQm Supplier). It claims no server
/// of the Subscriptions guide, since that one takes subscriptions from callers.
package struct CapabilityStatement: Sendable, Equatable {
    /// The release of the software.
    package let release: String
    /// The address of the FHIR service.
    package let base: String

    package init(release: String, base: String) {
        self.release = release
        self.base = base
    }

    /// The statement, as bytes.
    package var json: [UInt8] {
        JSONWriter.object { json in
            json.member("resourceType", "CapabilityStatement")
            json.member("status", "active")
            json.member("date", Self.date)
            json.member("kind", "instance")
            json.member("instantiates", strings: [Profile.manager, Profile.supplier])
            json.member("software") { json in
                json.member("name", "Xinglin")
                json.member("version", release)
            }
            json.member("implementation") { json in
                json.member("description", "居民健康卡主索引 · Main index of the electronic health card")
                json.member("url", base)
            }
            json.member("fhirVersion", "4.0.1")
            json.member("format", strings: ["application/fhir+json", "json"])
            json.oneObject("rest") { json in
                json.member("mode", "server")
                json.member("security") { $0.member("description", Self.security) }
                json.objects("resource", [Self.writePatient, Self.writeSubscription]) { write, json in write(&json) }
            }
        }
    }

    /// When the statement last changed.
    private static let date = "2026-11-22"
    private static let security =
        "请求与应答均按 RFC 9421 签名（docs/signing.md）。Requests and answers are signed by RFC 9421 (docs/signing.md)."

    private static func writePatient(_ json: inout JSONWriter) {
        json.member("type", "Patient")
        json.member("supportedProfile", strings: [Profile.patient])
        json.objects("interaction", ["read", "search-type", "update", "delete"]) { code, json in
            json.member("code", code)
        }
        json.member("versioning", "versioned-update")
        json.member("readHistory", false)
        json.member("updateCreate", false)
        json.member("conditionalCreate", false)
        json.member("conditionalUpdate", true)
        json.member("conditionalDelete", "single")
        json.objects("searchParam", searchParameters) { parameter, json in
            json.member("name", parameter.name)
            json.member("type", parameter.type)
        }
        write(operations: [("ihe-pix", Profile.crossReference), ("match", Profile.match)], to: &json)
    }

    private static func writeSubscription(_ json: inout JSONWriter) {
        json.oneObject("extension") { json in
            json.member("url", Backport.topics)
            json.member("valueCanonical", Backport.topic)
        }
        json.member("type", "Subscription")
        json.member("supportedProfile", strings: [Backport.subscription])
        json.member(
            "documentation",
            "由卡管中心登记，以 $events 取事件，不推送。Filed by the card centre; events are pulled by $events, none is sent."
        )
        json.objects("interaction", ["read", "search-type"]) { code, json in json.member("code", code) }
        json.member("versioning", "no-version")
        json.objects("searchParam", [("_id", "token"), ("status", "token"), ("url", "uri")]) { parameter, json in
            json.member("name", parameter.0)
            json.member("type", parameter.1)
        }
        write(operations: [("status", Backport.statusOperation), ("events", Backport.eventsOperation)], to: &json)
    }

    private static func write(operations: [(name: String, definition: String)], to json: inout JSONWriter) {
        json.objects("operation", operations) { operation, json in
            json.member("name", operation.name)
            json.member("definition", operation.definition)
        }
    }

    private static let searchParameters: [(name: String, type: String)] = [
        ("_id", "token"), ("active", "token"), ("family", "string"), ("given", "string"), ("name", "string"),
        ("identifier", "token"), ("telecom", "token"), ("birthdate", "date"), ("gender", "token"),
        ("address", "string"), ("address-city", "string"), ("address-state", "string"),
    ]
}

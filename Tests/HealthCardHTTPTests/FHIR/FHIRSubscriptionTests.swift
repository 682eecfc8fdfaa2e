import FHIR
import HTTPTypes
import HealthCardDomain
import HealthCardHTTP
import HealthCardServices
import TestSupport
import Testing

struct FHIRSubscriptionTests {
    private static let own = "Subscription/\(TestRegion.hospital)"
    private static let others = "Subscription/\(TestRegion.otherHospital)"

    private static func get(_ path: String, _ query: [(String, String)] = []) -> SignedRequest {
        FHIRCaller.get(path, query).with { $0.app = TestRegion.hospitalApp.id }
    }

    private static func post(_ path: String, _ parameters: String? = nil) -> SignedRequest {
        let body = parameters.map { "{\"resourceType\": \"Parameters\", \"parameter\": [\($0)]}" }
        return SignedRequest(.post, "/fhir/\(path)", json: body).with {
            $0.contentType = "application/fhir+json"
            $0.app = TestRegion.hospitalApp.id
        }
    }

    /// The hospital's subscription, and so many people of it.
    private static func fill(_ server: TestServer, people: Int = 0) async throws {
        let world = server.world
        let centre = world.act(.account(TestRegion.centre))
        try await world.services.subscriptions.subscribe(TestRegion.hospital, by: centre)
        let service = IndexService(storage: world.storage, ambient: world.ambient)
        let authority = AssigningAuthority(trusted: TestRegion.hospital.text)
        for person in 0..<people {
            let id = SourceRecordID(authority: authority, localID: try MadeUpRegistration.id(person + 1).localID)
            _ = try await service.register(MadeUpRegistration.fields(person + 1), as: id)
        }
    }

    private static func end(_ server: TestServer) async throws {
        let world = server.world
        try await world.services.subscriptions.end(TestRegion.hospital, by: world.act(.account(TestRegion.centre)))
    }

    @Test func `a hospital finds its own subscription alone, until the centre ends it and after`() async throws {
        try await TestServer.run { server in
            #expect(try await server.send(Self.get("Subscription")).object["total"] as? Int == 0)
            try OutcomeDocument.check(try await server.send(Self.get(Self.own)), is: "subscription_not_found")
            try await Self.fill(server)
            let read = try await server.send(Self.get(Self.own))
            #expect(try read.status == 200 && read["status"] == "active" && read["end"] == nil)
            #expect(try read["criteria"] == "urn:xinglin:fhir:index-events")
            let finding: [([(String, String)], Int)] = [
                ([], 1), ([("_id", "H-1")], 1), ([("_id", "H-2")], 0), ([("status", "active")], 1),
                ([("status", "off")], 0), ([("url", "https://his.example.org")], 0),
            ]
            for (query, total) in finding {
                let found = try await server.send(Self.get("Subscription", query))
                #expect(try found.status == 200 && found.object["total"] as? Int == total, "\(query)")
                #expect(try found.resources.count == total)
            }
            try await Self.end(server)
            #expect(try await server.send(Self.get(Self.own))["status"] == "off")
            #expect(try await server.send(Self.get("Subscription", [("status", "off")])).resources.count == 1)
            let status = try await server.send(Self.get(Self.own + "/$status"))
            #expect(try status.resources.first?.value("status") as? String == "off")
            let events = try await server.send(Self.get(Self.own + "/$events"))
            #expect(events.status == 404)
            try OutcomeDocument.check(events, is: "subscription_not_found")
        }
    }

    @Test func `what is another institution's is not seen, and a region has none`() async throws {
        try await TestServer.run { server in
            try await Self.fill(server)
            for path in ["", "/$status", "/$events"] {
                for subscription in [Self.others, "Subscription/none", "Subscription/.00"] {
                    let answer = try await server.send(Self.get(subscription + path))
                    #expect(answer.status == 404, "\(subscription)\(path)")
                    try OutcomeDocument.check(answer, is: "subscription_unknown")
                    #expect(try await server.world.audit().last?.outcome == "subscription_unknown")
                }
                let region = try await server.send(FHIRCaller.get(Self.own + path))
                try OutcomeDocument.check(region, is: "subscription_not_found")
            }
            #expect(try await server.send(FHIRCaller.get("Subscription")).object["total"] as? Int == 0)
            #expect(try await server.send(FHIRCaller.get("Subscription/$status")).object["total"] as? Int == 0)
        }
    }

    @Test func `events have the numbers of the native cursor, and a look says what is had`() async throws {
        try await TestServer.run { server in
            let world = server.world
            try await Self.fill(server)
            let first = try #require(try await server.send(FHIRCaller.put(1, as: "P1"))["id"])
            _ = try await server.send(FHIRCaller.put(1, as: "Q1", at: TestRegion.otherHospital))
            let second = try #require(try await server.send(FHIRCaller.put(2, as: "P2"))["id"])
            let (from, into) = (IndexNumber(trusted: Int64(second) ?? 0), IndexNumber(trusted: Int64(first) ?? 0))
            try await world.services.indexDesk.merge(from, into: into, by: world.act(.account(TestRegion.centre)))
            let native = try await server.send(
                SignedRequest(.get, "/api/v1/index-events").with { $0.app = TestRegion.hospitalApp.id }
            )
            let events = try #require(try native.object["events"] as? [[String: Any]])
            #expect(events.map { $0["kind"] as? String } == ["create", "link", "create", "merge", "merge"])
            let answer = try await server.send(Self.get(Self.own + "/$events"))
            #expect(try answer.status == 200 && answer["type"] == "history")
            let status = try #require(try answer.resources.first)
            #expect(status.value("type") as? String == "query-event" && status.value("status") as? String == "active")
            #expect(status.value("events-since-subscription-start") as? String == "5")
            let told = status.all("notification-event")
            for (event, parameter) in zip(events, told) {
                let index = try #require(event["index_number"] as? String)
                #expect(parameter.part("event-number") as? String == event["cursor"] as? String)
                #expect(parameter.part("timestamp") as? String == event["at"] as? String)
                #expect(parameter.references("focus") == ["http://localhost/fhir/Patient/\(index)"])
                #expect(parameter.kind == event["kind"] as? String)
                let other = (event["other_index_number"] as? String).map { "http://localhost/fhir/Patient/\($0)" }
                let local = (event["local_id"] as? String).map { "urn:xinglin:authority:H-1|\($0)" }
                #expect(parameter.references("additional-context") == [other, local].compactMap(\.self))
            }
            #expect(told.count == 5 && told.compactMap { $0.references("additional-context").first }.count == 4)
            let entries = try #require(try answer.object["entry"] as? [[String: Any]]).dropFirst()
            #expect(entries.allSatisfy { $0["resource"] == nil })
            #expect(
                entries.map { ($0["response"] as? [String: String])?["etag"] }
                    == events.map { event in (event["version"] as? Int).map { "W/\"\($0)\"" } }
            )
            func since(_ number: Int) -> SignedRequest {
                Self.get(Self.own + "/$events", [("eventsSinceNumber", "\(number)")])
            }
            #expect(try await server.send(since(3)).numbers == [3, 4, 5])
            let known = try #require(try await world.services.subscriptions.all().first)
            #expect(known.takenNumber == 2 && known.lastNumber == 5)
            #expect(try await server.send(since(6)).numbers.isEmpty)
        }
    }

    @Test func `where more is there a link leads on, and a range is answered to its end`() async throws {
        try await TestServer.run { server in
            try await Self.fill(server, people: 103)
            let address = "http://localhost/fhir/\(Self.own)/$events"
            let first = try await server.send(Self.get(Self.own + "/$events", [("content", "empty")]))
            #expect(try first.numbers == Array(1...100))
            #expect(try first.links["self"] == address + "?content=empty")
            #expect(try first.links["next"] == address + "?eventsSinceNumber=101&content=empty")
            #expect(!first.text.contains("/Patient/") && !first.text.contains("P1") && !first.text.contains("create"))
            let rest = try await server.send(
                Self.get(Self.own + "/$events", [("eventsSinceNumber", "101"), ("eventsUntilNumber", "102")])
            )
            #expect(try rest.numbers == [101, 102])
            #expect(try rest.links == ["self": address + "?eventsSinceNumber=101&eventsUntilNumber=102"])
            let wide = try await server.send(Self.get(Self.own + "/$events", [("eventsUntilNumber", "102")]))
            #expect(try wide.links["next"] == address + "?eventsSinceNumber=101&eventsUntilNumber=102")
        }
    }

    @Test func `an operation is asked by POST as well, with parameters in a body or none`() async throws {
        try await TestServer.run { server in
            try await Self.fill(server, people: 3)
            let since = "{\"name\": \"eventsSinceNumber\", \"valueString\": \"3\"}"
            #expect(try await server.send(Self.post(Self.own + "/$events", since)).numbers == [3])
            #expect(try await server.send(Self.post(Self.own + "/$events")).numbers == [1, 2, 3])
            for path in ["Subscription/$status", Self.own + "/$status"] {
                for request in [Self.get(path), Self.post(path)] {
                    let answer = try await server.send(request)
                    #expect(try answer.status == 200 && answer["type"] == "searchset")
                    let status = try #require(try answer.resources.first)
                    #expect(status.value("type") as? String == "query-status")
                    #expect(status.value("events-since-subscription-start") as? String == "3")
                }
            }
            let off = "{\"name\": \"status\", \"valueCode\": \"off\"}"
            #expect(try await server.send(Self.post("Subscription/$status", off)).resources.isEmpty)
            #expect(try await server.send(Self.post(Self.own + "/$status", off)).resources.count == 1)
            #expect(try await server.send(Self.get("Subscription/$status", [("id", "H-2")])).resources.isEmpty)
        }
    }

    @Test func `what is asked badly, too early or too late is refused, and callers make no subscriptions`() async throws
    {
        try await TestServer.run { server in
            try await Self.fill(server, people: 2)
            let events = Self.own + "/$events"
            let cases: [(SignedRequest, Int, String, String?)] = [
                (Self.get(events, [("eventsSinceNumber", "4")]), 400, "cursor_malformed", "eventsSinceNumber"),
                (Self.get(events, [("eventsSinceNumber", "x")]), 400, "field_malformed", "eventsSinceNumber"),
                (Self.get(events, [("content", "full-resource")]), 422, "element_unsupported", "content"),
                (Self.get(events, [("_count", "5")]), 422, "element_unsupported", "_count"),
                (Self.get(Self.own, [("x", "1")]), 422, "element_unsupported", "x"),
                (Self.get(Self.own + "/$status", [("x", "1")]), 422, "element_unsupported", "x"),
                (Self.get("Subscription", [("status", "open")]), 400, "field_malformed", "status"),
                (Self.post(events, "[]"), 400, "field_malformed", "Parameters.parameter[0]"),
                (Self.post(events).with { $0.query = "content=empty" }, 422, "element_unsupported", "content"),
                (
                    Self.post(events, "{}").with { $0.contentType = "application/fhir+xml" }, 415,
                    "content_type_unsupported", "content-type"
                ),
                (Self.get(events, [("_format", "xml")]), 406, "format_not_acceptable", "accept"),
            ]
            for (request, status, code, place) in cases {
                let answer = try await server.send(request)
                #expect(answer.status == status, "\(request.address)")
                try OutcomeDocument.check(answer, is: code, at: place)
            }
            let unknown = Self.get("Subscription", [("contact", "x")])
            #expect(try await server.send(unknown).text.contains("parameter_ignored"))
            let strict = try await server.send(unknown.with { $0.tamper = { $0[.prefer] = "handling=strict" } })
            try OutcomeDocument.check(strict, is: "field_unknown", at: "contact")
            for (method, path, allow) in [
                (HTTPRequest.Method.post, "Subscription", "GET"), (.put, Self.own, "GET"), (.delete, Self.own, "GET"),
                (.delete, events, "GET, POST"),
            ] {
                let answer = try await server.send(method, "/fhir/\(path)")
                #expect(answer.status == 405 && answer.headers[.allow] == allow, "\(method) \(path)")
                try OutcomeDocument.check(answer, is: "method_not_allowed")
            }
            server.world.clock.advance(by: 91 * 86_400)
            try await RetentionService(storage: server.world.storage, ambient: server.world.ambient).sweep()
            for (query, place) in [
                ([("eventsSinceNumber", "2")], "eventsSinceNumber"),
                ([("eventsUntilNumber", "1")], "eventsUntilNumber"),
            ] {
                let late = try await server.send(Self.get(events, query))
                #expect(late.status == 410)
                try OutcomeDocument.check(late, is: "events_expired", at: place)
            }
            #expect(try await server.send(Self.get(events)).numbers.isEmpty)
        }
    }

    @Test(arguments: ["H-1", "519900H01", "a.b", ".a", "H/1", "H_1:#?%", "!!!!!!!!!!!!!!!!!!!!!!"])
    func `the id of a subscription is one of FHIR, and stands for one institution`(code: String) throws {
        let institution = try #require(InstitutionCode(code))
        let id = institution.subscriptionID
        #expect(id.wholeMatch(of: /[A-Za-z0-9\-.]{1,64}/) != nil)
        #expect(try InstitutionCode(subscriptionID: id) == institution)
        #expect(throws: SubscriptionRefusal.unknown) { try InstitutionCode(subscriptionID: id + "/") }
    }
}

extension Answer {
    /// The resources of a bundle.
    fileprivate var resources: [[String: Any]] {
        get throws { (try object["entry"] as? [[String: Any]] ?? []).compactMap { $0["resource"] as? [String: Any] } }
    }

    /// The numbers of the events of a bundle.
    fileprivate var numbers: [Int] {
        get throws {
            let status = try #require(try resources.first)
            return status.all("notification-event").compactMap { Int($0.part("event-number") as? String ?? "") }
        }
    }

    /// The links of a bundle, by relation.
    fileprivate var links: [String: String] {
        get throws {
            let links = try object["link"] as? [[String: String]] ?? []
            return Dictionary(uniqueKeysWithValues: links.map { ($0["relation"] ?? "", $0["url"] ?? "") })
        }
    }
}

extension [String: Any] {
    /// The values of Parameters that go by a name.
    fileprivate func all(_ name: String) -> [[String: Any]] {
        (self["parameter"] as? [[String: Any]] ?? []).filter { $0["name"] as? String == name }
    }

    fileprivate func value(_ name: String) -> Any? { all(name).first?.onlyValue }

    fileprivate func part(_ name: String) -> Any? {
        (self["part"] as? [[String: Any]] ?? []).first { $0["name"] as? String == name }?.onlyValue
    }

    /// What the parts of a name refer to: addresses, or `system|value`.
    fileprivate func references(_ name: String) -> [String] {
        (self["part"] as? [[String: Any]] ?? []).filter { $0["name"] as? String == name }.compactMap { part in
            let reference = part["valueReference"] as? [String: Any]
            let identifier = reference?["identifier"] as? [String: String]
            return reference?["reference"] as? String
                ?? identifier.map { "\($0["system"] ?? "")|\($0["value"] ?? "")" }
        }
    }

    /// What happened, by our extension of an event.
    fileprivate var kind: String? { (self["extension"] as? [[String: String]])?.first?["valueCode"] }

    private var onlyValue: Any? { first { $0.key.hasPrefix("value") }?.value }
}

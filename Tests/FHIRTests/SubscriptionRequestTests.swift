import FHIR
import HealthCardDomain
import StrictJSON
import Testing

struct SubscriptionRequestTests {
    private static let subscription = SubscriptionResource(id: "519900H01", end: nil, eventLimit: 100)
    private static let ended = SubscriptionResource(
        id: "519900H02",
        end: "2026-11-20T00:00:00.000Z",
        eventLimit: 100
    )

    private static func events(_ query: String) throws -> EventsRequest {
        try EventsRequest(QueryText.parameters(query))
    }

    private static func body(_ parameters: String) throws -> OperationParameters.List {
        let text = "{\"resourceType\": \"Parameters\", \"parameter\": [\(parameters)]}"
        return try EventsRequest.parameters.read(JSONReader.read(Array(text.utf8)))
    }

    @Test func `events are asked by their first and last number, which are wanted too`() throws {
        let all = try Self.events("")
        #expect(all.since == nil && all.until == nil && all.cursor == nil && all.content == .idOnly)
        #expect(all.query() == "" && all.query(since: 8) == "?eventsSinceNumber=8")
        let some = try Self.events("eventsSinceNumber=7&eventsUntilNumber=9&content=empty")
        #expect(some.cursor == 6 && some.until == 9 && some.content == .empty)
        #expect(some.query() == "?eventsSinceNumber=7&eventsUntilNumber=9&content=empty")
        #expect(try Self.events("eventsSinceNumber=0").cursor == 0)
        #expect(try Self.events("eventsSinceNumber=1").cursor == 0)
        let body = try EventsRequest(EventsRequest.parameters.read(Golden.value("events.in.json")))
        #expect(body.query() == "?eventsSinceNumber=7&eventsUntilNumber=9")
    }

    @Test(arguments: [
        ("eventsSinceNumber=-1", RequestRefusal.fieldMalformed("eventsSinceNumber")),
        ("eventsSinceNumber=01", .fieldMalformed("eventsSinceNumber")),
        ("eventsSinceNumber=", .fieldMalformed("eventsSinceNumber")),
        ("eventsSinceNumber=9223372036854775808", .fieldMalformed("eventsSinceNumber")),
        ("eventsSinceNumber=1&eventsSinceNumber=1", .fieldMalformed("eventsSinceNumber")),
        ("eventsUntilNumber=0", .fieldMalformed("eventsUntilNumber")),
        ("eventsSinceNumber=5&eventsUntilNumber=4", .fieldMalformed("eventsUntilNumber")),
        ("content=all", .fieldMalformed("content")), ("content=full-resource", .elementUnsupported("content")),
        ("since=1", .elementUnsupported("since")),
    ])
    func `what is asked badly of events is refused with the parameter's name`(
        query: String,
        refusal: RequestRefusal
    ) {
        #expect(throws: refusal) { try Self.events(query) }
    }

    @Test(arguments: [
        ("{\"valueString\": \"1\"}", RequestRefusal.fieldMissing("Parameters.parameter[0].name")),
        ("{\"name\": \"since\", \"valueString\": \"1\"}", .fieldMalformed("Parameters.parameter[0].name")),
        (
            "{\"name\": \"content\", \"valueString\": \"empty\"}",
            .fieldUnknown("Parameters.parameter[0].valueString")
        ),
        ("{\"name\": \"content\"}", .fieldMissing("Parameters.parameter[0].valueCode")),
        (
            "{\"name\": \"eventsSinceNumber\", \"valueString\": 1}",
            .fieldMalformed("Parameters.parameter[0].valueString")
        ),
        (
            "{\"name\": \"content\", \"valueCode\": \"empty\", \"modifierExtension\": []}",
            .elementUnsupported("Parameters.parameter[0].modifierExtension")
        ),
    ])
    func `parameters in a body are refused with their place`(parameter: String, refusal: RequestRefusal) {
        #expect(throws: refusal) { try Self.body(parameter) }
    }

    @Test(arguments: [
        ("", true, true), ("_id=519900H01", true, false), ("_id=519900H01,519900H02", true, true),
        ("_id=519900H03", false, false), ("status=active", true, false), ("status=off", false, true),
        ("status=active,off", true, true), ("status=http://hl7.org/fhir/subscription-status%7Coff", false, true),
        ("status=%7Cactive", true, false), ("status=error", false, false),
        ("status=active&_id=519900H02", false, false),
        ("url=https://his.example.org", false, false), ("url=&status=", true, true), ("contact=x", true, true),
    ])
    func `a search finds by id and status, and none by an address`(query: String, first: Bool, second: Bool) throws {
        let filter = try SubscriptionFilter(search: QueryText.parameters(query))
        #expect(filter.wants(Self.subscription) == first)
        #expect(filter.wants(Self.ended) == second)
        #expect(filter.ignored == (query == "contact=x" ? ["contact"] : []))
        let again = try SubscriptionFilter(search: QueryText.parameters(filter.understood.joined(separator: "&")))
        #expect(again.wants(Self.subscription) == first && again.understood == filter.understood)
    }

    @Test func `what is no status or has a modifier is refused`() {
        func search(_ query: String) throws { _ = try SubscriptionFilter(search: QueryText.parameters(query)) }
        #expect(throws: RequestRefusal.fieldMalformed("status")) { try search("status=open") }
        #expect(throws: RequestRefusal.fieldMalformed("status")) { try search("status=urn:x%7Cactive") }
        #expect(throws: RequestRefusal.elementUnsupported("url:below")) { try search("url:below=https://x") }
    }

    @Test func `the parameters of a status are ids and statuses, several of which stand for one another`() throws {
        func filter(_ query: String) throws -> SubscriptionFilter {
            try SubscriptionFilter(operation: QueryText.parameters(query))
        }
        let both = try filter("id=519900H01&id=519900H02")
        #expect(both.wants(Self.subscription) && both.wants(Self.ended))
        let off = try filter("status=off&status=error")
        #expect(!off.wants(Self.subscription) && off.wants(Self.ended))
        #expect(throws: RequestRefusal.fieldMalformed("status")) { try filter("status=active,off") }
        #expect(throws: RequestRefusal.elementUnsupported("_id")) { try filter("_id=519900H01") }
    }
}

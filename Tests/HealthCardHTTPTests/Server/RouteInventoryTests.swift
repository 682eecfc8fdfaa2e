import HTTPTypes
import HealthCardDomain
import HealthCardHTTP
import Hummingbird
import TestSupport
import Testing

struct RouteInventoryTests {
    /// Method and template, `POST /api/v1/cards/{card_id}/codes`.
    private static func listed() async throws -> Set<String> {
        let api = try TestServer.api(of: await World())
        #expect(Set(api.routes.map { "\($0.method) \($0.path)" }).count == api.routes.count)
        return Set(api.routes.map { "\($0.method) \($0.path)" })
    }

    @Test func `the router has the routes of the list and no other`() async throws {
        let router = Router(context: HealthCardRequestContext.self)
        try TestServer.api(of: await World()).add(to: router)
        try router.validate()
        let routed = router.routes.map { route in
            let path = "\(route.path)".split(separator: "/").map { part in
                if part.hasPrefix(":") { return "{\(part.dropFirst())}" }
                return String(part)
            }
            return "\(route.method.rawValue) /\(path.joined(separator: "/"))"
        }
        #expect(try await Set(routed) == Self.listed())
    }

    @Test func `the description has the routes of the list and no other`() async throws {
        try await TestServer.run { server in
            let text = try await server.send(.get, "/openapi.yaml").text
            #expect(try await OpenAPIPaths(text).operations == Self.listed())
        }
    }

    @Test func `every operation of the description can refuse with the codes that any route has`() async throws {
        try await TestServer.run { server in
            let paths = OpenAPIPaths(try await server.send(.get, "/openapi.yaml").text)
            for (operation, statuses) in paths.statuses {
                #expect(statuses.isSuperset(of: ["405", "500"]), "\(operation)")
                if operation.contains("/api/v1/"), !operation.contains("/time") {
                    #expect(statuses.isSuperset(of: ["400", "401", "403"]), "\(operation)")
                }
            }
        }
    }

    @Test func `every signed route refuses an unsigned request, and an app without its operation`() async throws {
        try await TestServer.run { server in
            let card = try await server.register()
            let code = try await server.code(card)
            let signed = try TestServer.api(of: server.world).routes.filter { $0.operation != nil }
            let requests: [String: SignedRequest] = [
                "POST /api/v1/cards": server.registration(),
                "GET /api/v1/cards/{card_id}": SignedRequest(.get, "/api/v1/cards/\(card)"),
                "POST /api/v1/cards/{card_id}/codes": server.codeRequest(card),
                "GET /api/v1/cards/{card_id}/looks": server.looks(card),
                "POST /api/v1/scans": server.scan(code),
                "GET /api/v1/index-events": SignedRequest(.get, "/api/v1/index-events"),
                "GET /fhir/Patient": FHIRCaller.get("Patient", [("name", "张三")]),
                "PUT /fhir/Patient": FHIRCaller.put(1, as: "P1"),
                "DELETE /fhir/Patient": FHIRCaller.delete("P1"),
                "GET /fhir/Patient/{patient_id}": FHIRCaller.get("Patient/1"),
                "GET /fhir/Patient/$ihe-pix": FHIRCaller.pix("P1"),
                "POST /fhir/Patient/$match": FHIRCaller.match(FHIRCaller.patient(1, as: "P1")),
                "POST /fhir/Patient/_search": FHIRCaller.form([("name", "张三")]),
                "GET /fhir/Subscription": FHIRCaller.get("Subscription"),
                "GET /fhir/Subscription/{subscription_id}": FHIRCaller.get("Subscription/H-1"),
                "GET /fhir/Subscription/$status": FHIRCaller.get("Subscription/$status"),
                "POST /fhir/Subscription/$status": SignedRequest(.post, "/fhir/Subscription/$status"),
                "GET /fhir/Subscription/{subscription_id}/$status": FHIRCaller.get("Subscription/H-1/$status"),
                "POST /fhir/Subscription/{subscription_id}/$status":
                    SignedRequest(.post, "/fhir/Subscription/H-1/$status"),
                "GET /fhir/Subscription/{subscription_id}/$events": FHIRCaller.get("Subscription/H-1/$events"),
                "POST /fhir/Subscription/{subscription_id}/$events":
                    SignedRequest(.post, "/fhir/Subscription/H-1/$events"),
                "GET /api/v1/persons/{index}": SignedRequest(.get, "/api/v1/persons/1"),
                "GET /api/v1/persons/{index}/history": SignedRequest(.get, "/api/v1/persons/1/history"),
                "GET /api/v1/persons/{index}/relations": SignedRequest(.get, "/api/v1/persons/1/relations"),
                "POST /api/v1/persons:identifiers": server.indexRequest("persons:identifiers"),
                "POST /api/v1/persons:match": SignedRequest(.post, "/api/v1/persons:match", json: "{}"),
                "POST /api/v1/persons:search": server.indexRequest("persons:search"),
                "POST /api/v1/source-records": server.sourceRecord(1),
                "POST /api/v1/source-records:history": server.indexRequest("source-records:history"),
                "POST /api/v1/source-records:merge": server.localMerge("P1", into: "P2"),
                "POST /api/v1/source-records:overdue": server.indexRequest("source-records:overdue", ["local_id": nil]),
                "POST /api/v1/source-records:why": server.indexRequest("source-records:why"),
                "POST /api/v1/source-records:withdraw": server.indexRequest("source-records:withdraw"),
            ]
            #expect(Set(signed.map { "\($0.method) \($0.path)" }) == Set(requests.keys))
            for (route, request) in requests {
                let unsigned = try await server.send(request.method, request.address, body: request.body)
                #expect(unsigned.status == 401, "\(route)")
                try Self.check(unsigned, of: route, is: "signature_missing")
                let idle = try await server.send(request.with { $0.app = TestRegion.idleApp.id })
                #expect(idle.status == 403, "\(route)")
                try Self.check(idle, of: route, is: "operation_not_allowed")
                #expect(try await server.world.audit().last?.outcome == "operation_not_allowed")
                let frozen = try await server.send(request.with { $0.app = TestRegion.frozenApp.id })
                try Self.check(frozen, of: route, is: "caller_not_authorised")
            }
        }
    }

    private static func check(_ answer: Answer, of route: String, is code: String) throws {
        if route.contains(" /fhir/") {
            try OutcomeDocument.check(answer, is: code)
        } else {
            try ProblemDocument.check(answer, is: code)
        }
    }
}

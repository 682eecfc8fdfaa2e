import FHIR
import HTTPTypes
import HealthCardDomain
import HealthCardServices
import Hummingbird

/// `/fhir`: the main index in FHIR R4 (IHE PIXm, PDQm), and its events (Subscriptions R5 Backport).
struct FHIRRoutes: Sendable {
    static let list = [
        APIRoute("GET", "/fhir/metadata", nil, .statistics),
        APIRoute("GET", "/fhir/Patient", .indexMatch, .residentRead),
        APIRoute("PUT", "/fhir/Patient", .indexFeed, .write),
        APIRoute("DELETE", "/fhir/Patient", .indexFeed, .write),
        APIRoute("GET", "/fhir/Patient/{patient_id}", .indexRead, .residentRead),
        APIRoute("GET", "/fhir/Patient/$ihe-pix", .indexRead, .residentRead),
        APIRoute("POST", "/fhir/Patient/$match", .indexMatch, .residentRead),
        APIRoute("POST", "/fhir/Patient/_search", .indexMatch, .residentRead),
        APIRoute("GET", "/fhir/Subscription", .indexEvents, .write),
        APIRoute("GET", "/fhir/Subscription/{subscription_id}", .indexEvents, .write),
        APIRoute("GET", "/fhir/Subscription/$status", .indexEvents, .write),
        APIRoute("POST", "/fhir/Subscription/$status", .indexEvents, .write),
        APIRoute("GET", "/fhir/Subscription/{subscription_id}/$status", .indexEvents, .write),
        APIRoute("POST", "/fhir/Subscription/{subscription_id}/$status", .indexEvents, .write),
        APIRoute("GET", "/fhir/Subscription/{subscription_id}/$events", .indexEvents, .write),
        APIRoute("POST", "/fhir/Subscription/{subscription_id}/$events", .indexEvents, .write),
    ]

    let endpoint: SignedEndpoint

    func add(to router: Router<HealthCardRequestContext>) {
        let feed = FHIRFeed(desk: endpoint.services.indexDesk)
        let search = FHIRSearch(desk: endpoint.services.indexDesk)
        let queries = FHIRQueries(desk: endpoint.services.indexDesk)
        router.get("/fhir/metadata") { request, _ in try Self.metadata(request) }
        router.put("/fhir/Patient") { request, context in
            try await answer(request, context, .indexFeed, feed.update)
        }
        router.delete("/fhir/Patient") { request, context in
            try await answer(request, context, .indexFeed, feed.delete)
        }
        router.get("/fhir/Patient") { request, context in
            try await answer(request, context, .indexMatch, search.search)
        }
        router.post("/fhir/Patient/_search") { request, context in
            try await answer(request, context, .indexMatch, search.searchByForm)
        }
        router.post("/fhir/Patient/$match") { request, context in
            try await answer(request, context, .indexMatch, queries.match)
        }
        router.get("/fhir/Patient/$ihe-pix") { request, context in
            try await answer(request, context, .indexRead, queries.crossReference)
        }
        router.get("/fhir/Patient/:patient_id") { request, context in
            let id = context.parameters.get("patient_id") ?? ""
            return try await answer(request, context, .indexRead) { try await queries.read(id, $0) }
        }
        addSubscriptions(to: router)
    }

    private func addSubscriptions(to router: Router<HealthCardRequestContext>) {
        let services = endpoint.services
        let subscriptions = FHIRSubscriptions(service: services.subscriptions, ambient: services.ambient)
        router.get("/fhir/Subscription") { request, context in
            try await answer(request, context, .indexEvents, subscriptions.search)
        }
        router.get("/fhir/Subscription/:subscription_id") { request, context in
            try await answer(request, context, subscriptions.read)
        }
        for method in [HTTPRequest.Method.get, .post] {
            router.on("/fhir/Subscription/$status", method: method) { request, context in
                try await answer(request, context, .indexEvents, subscriptions.statuses)
            }
            router.on("/fhir/Subscription/:subscription_id/$status", method: method) { request, context in
                try await answer(request, context, subscriptions.status)
            }
            router.on("/fhir/Subscription/:subscription_id/$events", method: method) { request, context in
                try await answer(request, context, subscriptions.events)
            }
        }
    }

    /// Answers what is asked of one subscription, by its id.
    private func answer(
        _ request: Request,
        _ context: HealthCardRequestContext,
        _ handler: @Sendable (_ id: String, FHIRCall) async throws -> JSONAnswer
    ) async throws -> Response {
        let id = context.parameters.get("subscription_id") ?? ""
        return try await answer(request, context, .indexEvents) { try await handler(id, $0) }
    }

    private func answer(
        _ request: Request,
        _ context: HealthCardRequestContext,
        _ operation: AccessOperation,
        _ handler: @Sendable (FHIRCall) async throws -> JSONAnswer
    ) async throws -> Response {
        try await endpoint.bytes(request, context, operation) { act, body in
            try await handler(FHIRCall(request, body: body, by: act))
        }
    }

    /// The release that `openapi.yaml` names.
    private static let release = "1.0.0"

    /// What the service does. Nobody's data, so no signature.
    private static func metadata(_ request: Request) throws -> Response {
        _ = try FHIRCall.parameters(of: request)
        let statement = CapabilityStatement(release: release, base: FHIRCall.base(of: request))
        return FHIRCall.answer(statement.json).response()
    }
}

import HTTPTypes
import HealthCardDomain
package import HealthCardServices
package import Hummingbird
import NIOCore
import StrictJSON
package import Tracing

/// The JSON surfaces of the platform: native API, dialect gateways, health and metrics.
package struct HealthCardAPI: Sendable {
    private let services: Services
    private let metrics: ServerMetrics
    private let authenticator: CallerAuthenticator
    private let profiles: [DialectProfile]
    private let quota: AppQuota
    private let tracer: (any Tracer)?
    private let isStopping: @Sendable () -> Bool
    private let isReady: @Sendable () async -> Bool

    /// - Parameters:
    ///   - quota: how many requests each app may send.
    ///   - tracer: where requests are traced.
    ///   - isStopping: whether the node was asked to stop; asked, as `isReady`, at each `/health/ready`.
    ///   - isReady: whether the database answers.
    /// - Throws: where a shipped dialect profile is damaged.
    package init(
        services: Services,
        metrics: ServerMetrics,
        isSandbox: Bool,
        quota: AppQuota = AppQuota(),
        tracer: (any Tracer)? = nil,
        isStopping: @escaping @Sendable () -> Bool = { false },
        isReady: @escaping @Sendable () async -> Bool
    ) throws {
        self.services = services
        self.metrics = metrics
        self.isReady = isReady
        self.quota = quota
        self.tracer = tracer
        self.isStopping = isStopping
        authenticator = CallerAuthenticator(services: services, isSandbox: isSandbox)
        profiles = try DialectProfile.shipped()
    }

    /// Every route of the JSON surfaces, as OpenAPI and the access table know them.
    package var routes: [APIRoute] { Self.routes(of: profiles) }

    /// The routes of this release, before anything is assembled.
    ///
    /// - Throws: where a shipped dialect profile is damaged.
    package static func shippedRoutes() throws -> [APIRoute] { routes(of: try DialectProfile.shipped()) }

    private static func routes(of profiles: [DialectProfile]) -> [APIRoute] {
        [
            APIRoute("POST", "/api/v1/cards", .cardRegister, .write),
            APIRoute("GET", "/api/v1/cards/{card_id}", .cardRead, .residentRead),
            APIRoute("POST", "/api/v1/cards/{card_id}/codes", .codeGenerate, .residentRead),
            APIRoute("GET", "/api/v1/cards/{card_id}/looks", .looksRead, .residentRead),
            APIRoute("GET", "/api/v1/index-events", .indexEvents, .write),
            APIRoute("GET", "/api/v1/persons/{index}", .indexRead, .residentRead),
            APIRoute("GET", "/api/v1/persons/{index}/history", .indexRead, .residentRead),
            APIRoute("GET", "/api/v1/persons/{index}/relations", .indexRead, .residentRead),
            APIRoute("POST", "/api/v1/persons:identifiers", .indexRead, .residentRead),
            APIRoute("POST", "/api/v1/persons:match", .indexMatch, .residentRead),
            APIRoute("POST", "/api/v1/persons:search", .indexMatch, .residentRead),
            APIRoute("POST", "/api/v1/scans", .codeScan, .scan),
            APIRoute("POST", "/api/v1/source-records", .indexFeed, .write),
            APIRoute("POST", "/api/v1/source-records:history", .indexRead, .residentRead),
            APIRoute("POST", "/api/v1/source-records:merge", .indexFeed, .write),
            APIRoute("POST", "/api/v1/source-records:overdue", .indexRead, .residentRead),
            APIRoute("POST", "/api/v1/source-records:why", .indexRead, .residentRead),
            APIRoute("POST", "/api/v1/source-records:withdraw", .indexFeed, .write),
            APIRoute("GET", "/api/v1/time", nil, .residentRead),
            APIRoute("GET", "/health/live", nil, .vital),
            APIRoute("GET", "/health/ready", nil, .vital),
            APIRoute("GET", "/metrics", nil, .vital),
            APIRoute("GET", "/openapi.yaml", nil, .statistics),
            APIRoute("GET", "/problems/{code}", nil, .residentRead),
        ] + FHIRRoutes.list + profiles.map { APIRoute("POST", "/gateway/\($0.name)", nil, .scan) }
    }

    /// Adds the routes. Spans, metrics and problem documents cover every route that is added after this call, too.
    package func add(to router: Router<HealthCardRequestContext>) {
        let routes = routes
        if let tracer { router.add(middleware: SpanMiddleware(tracer: tracer)) }
        router.add(middleware: MetricsMiddleware(metrics: metrics))
        router.add(middleware: ProblemMiddleware(ambient: services.ambient) { routes })
        let endpoint = SignedEndpoint(services: services, authenticator: authenticator, quota: quota)
        CardRoutes(endpoint: endpoint).add(to: router)
        CodeRoutes(endpoint: endpoint).add(to: router)
        LookRoutes(endpoint: endpoint).add(to: router)
        FHIRRoutes(endpoint: endpoint).add(to: router)
        IndexEventRoutes(endpoint: endpoint).add(to: router)
        PersonRoutes(endpoint: endpoint).add(to: router)
        SourceRecordRoutes(endpoint: endpoint).add(to: router)
        for profile in profiles { DialectRoutes(services: services, profile: profile, quota: quota).add(to: router) }
        addOpenRoutes(to: router)
    }

    private func addOpenRoutes(to router: Router<HealthCardRequestContext>) {
        let (ambient, metrics, isReady, keys) = (services.ambient, metrics, isReady, services.keys)
        let isStopping = isStopping
        router.get("/api/v1/time") { _, _ in
            Response.json(JSONWriter.object { $0.member("time", Timestamp.text(ambient.now())) })
        }
        router.get("/health/live") { _, _ in
            Response.json(JSONWriter.object { $0.member("status", "live") })
        }
        router.get("/health/ready") { _, _ in
            guard !isStopping() else { throw AdmissionRefusal.nodeStopping }
            guard await isReady() else { throw RequestRefusal.databaseUnavailable }
            return Response.json(
                JSONWriter.object { json in
                    json.member("status", "ready")
                    // Without its key service a node still verifies scans, so it stays ready.
                    json.member("key_service", keys.isAvailable ? "available" : "unavailable")
                    json.member("software_keys", keys.place.isSoftware)
                }
            )
        }
        router.get("/metrics") { _, _ in
            Self.text(await metrics.text(), type: "text/plain; version=0.0.4; charset=utf-8")
        }
        router.get("/openapi.yaml") { _, _ in
            Response(
                status: .ok,
                headers: [.contentType: "application/yaml"],
                body: .init(byteBuffer: ByteBuffer(bytes: PackageResources.openapi_yaml))
            )
        }
        router.get("/problems/:code") { _, context in
            guard let code = ProblemCode(rawValue: context.parameters.get("code") ?? "") else {
                throw RequestRefusal.routeNotFound
            }
            return Self.description(of: code)
        }
    }

    private static func description(of code: ProblemCode) -> Response {
        .json(
            JSONWriter.object { json in
                json.member("code", code.rawValue)
                json.member("status", code.status)
                json.member("title", code.text.titleEnglish)
                json.member("title_zh", code.text.titleChinese)
                json.member("remedy", code.text.remedyEnglish)
                json.member("remedy_zh", code.text.remedyChinese)
            }
        )
    }

    private static func text(_ text: String, type: String) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: type, .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(string: text))
        )
    }
}

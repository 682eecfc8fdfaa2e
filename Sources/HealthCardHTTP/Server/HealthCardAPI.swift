import HTTPTypes
import HealthCardDomain
package import HealthCardServices
package import Hummingbird
import NIOCore

/// The JSON surfaces of the platform: native API, dialect gateways, health and metrics.
package struct HealthCardAPI: Sendable {
    private let services: Services
    private let metrics: ServerMetrics
    private let authenticator: CallerAuthenticator
    private let profiles: [DialectProfile]
    private let isReady: @Sendable () async -> Bool

    /// - Parameter isReady: whether the database answers; asked at each `/health/ready`.
    /// - Throws: where a shipped dialect profile is damaged.
    package init(
        services: Services,
        metrics: ServerMetrics,
        isSandbox: Bool,
        isReady: @escaping @Sendable () async -> Bool
    ) throws {
        self.services = services
        self.metrics = metrics
        self.isReady = isReady
        authenticator = CallerAuthenticator(services: services, isSandbox: isSandbox)
        profiles = try DialectProfile.shipped()
    }

    /// Every route of the JSON surfaces, as OpenAPI and the access table know them.
    package var routes: [APIRoute] {
        [
            APIRoute("POST", "/api/v1/cards", .cardRegister),
            APIRoute("GET", "/api/v1/cards/{card_id}", .cardRead),
            APIRoute("POST", "/api/v1/cards/{card_id}/codes", .codeGenerate),
            APIRoute("GET", "/api/v1/cards/{card_id}/looks", .looksRead),
            APIRoute("POST", "/api/v1/scans", .codeScan),
            APIRoute("GET", "/api/v1/time", nil),
            APIRoute("GET", "/health/live", nil),
            APIRoute("GET", "/health/ready", nil),
            APIRoute("GET", "/metrics", nil),
            APIRoute("GET", "/openapi.yaml", nil),
            APIRoute("GET", "/problems/{code}", nil),
        ] + profiles.map { APIRoute("POST", "/gateway/\($0.name)", nil) }
    }

    /// Adds the routes. Metrics and problem documents cover every route that is added after this call, too.
    package func add(to router: Router<HealthCardRequestContext>) {
        let routes = routes
        router.add(middleware: MetricsMiddleware(metrics: metrics))
        router.add(middleware: ProblemMiddleware(ambient: services.ambient) { routes })
        let endpoint = SignedEndpoint(services: services, authenticator: authenticator)
        CardRoutes(endpoint: endpoint).add(to: router)
        CodeRoutes(endpoint: endpoint).add(to: router)
        LookRoutes(endpoint: endpoint).add(to: router)
        for profile in profiles { DialectRoutes(services: services, profile: profile).add(to: router) }
        addOpenRoutes(to: router)
    }

    private func addOpenRoutes(to router: Router<HealthCardRequestContext>) {
        let (ambient, metrics, isReady, keys) = (services.ambient, metrics, isReady, services.keys)
        router.get("/api/v1/time") { _, _ in
            Response.json(JSONWriter.object { $0.member("time", Timestamp.text(ambient.now())) })
        }
        router.get("/health/live") { _, _ in
            Response.json(JSONWriter.object { $0.member("status", "live") })
        }
        router.get("/health/ready") { _, _ in
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
            Self.text(metrics.text, type: "text/plain; version=0.0.4; charset=utf-8")
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

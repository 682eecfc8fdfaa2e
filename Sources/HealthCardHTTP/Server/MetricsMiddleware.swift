import HTTPTypes
package import Hummingbird

/// Counts every answer by the route's template, never by its address, which may name a card.
package struct MetricsMiddleware: RouterMiddleware {
    package typealias Context = HealthCardRequestContext

    private static let methods: Set<String> = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]

    private let metrics: ServerMetrics

    package init(metrics: ServerMetrics) { self.metrics = metrics }

    package func handle(
        _ request: Request,
        context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        let response = try await next(request, context)
        let elapsed = start.duration(to: .now)
        metrics.record(
            method: Self.name(of: request.method),
            route: context.endpointPath ?? "none",
            status: response.status.code,
            seconds: Double(elapsed.components.attoseconds) / 1e18 + Double(elapsed.components.seconds)
        )
        return response
    }

    /// A method by its name; one that nobody knows may say anything.
    static func name(of method: HTTPRequest.Method) -> String {
        methods.contains(method.rawValue) ? method.rawValue : "other"
    }
}

import HTTPTypes
package import Hummingbird
package import Tracing

/// Begins the span of a request, in the trace of its caller where it named one, and ends it with the answer.
///
/// A span knows the route's template, never the address, which may name a card; no parameter, no caller, no value.
package struct SpanMiddleware: RouterMiddleware {
    package typealias Context = HealthCardRequestContext

    private struct Fields: Extractor {
        func extract(key: String, from carrier: HTTPFields) -> String? {
            HTTPField.Name(key).flatMap { carrier[$0] }
        }
    }

    private let tracer: any Tracer

    package init(tracer: any Tracer) { self.tracer = tracer }

    package func handle(
        _ request: Request,
        context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        var around = InstrumentationContext.topLevel
        tracer.extract(request.headers, into: &around, using: Fields())
        let span = tracer.startSpan("HTTP", context: around, ofKind: .server)
        defer { span.end() }
        do {
            let response = try await InstrumentationContext.$current.withValue(span.context) {
                try await next(request, context)
            }
            guard span.isRecording else { return response }
            let (method, route) = (MetricsMiddleware.name(of: request.method), context.endpointPath ?? "none")
            span.operationName = "\(method) \(route)"
            span.attributes = [
                "http.request.method": .string(method), "http.route": .string(route),
                "http.response.status_code": .int64(Int64(response.status.code)),
                "xinglin.request_id": .string(context.id),
            ]
            if response.status.code >= 500 { span.setStatus(.init(code: .error)) }
            return response
        } catch {
            span.recordError(error)
            throw error
        }
    }
}

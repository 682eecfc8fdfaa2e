import HTTPTypes
import HealthCardDomain
import HealthCardHTTP
import Hummingbird
import TestSupport
import Testing

struct ServerRouteTests {
    @Test func `health, time, metrics and the description are open to everybody`() async throws {
        try await TestServer.run { server in
            #expect(try await server.send(.get, "/health/live")["status"] == "live")
            #expect(try await server.send(.get, "/health/ready")["status"] == "ready")
            #expect(try await server.send(.get, "/api/v1/time")["time"] == "2026-09-22T01:33:35.123Z")
            let description = try await server.send(.get, "/openapi.yaml")
            #expect(description.headers[.contentType] == "application/yaml")
            #expect(description.text.hasPrefix("openapi: 3.1"))
        }
    }

    @Test func `metrics count by template and status, and name no card`() async throws {
        try await TestServer.run { server in
            let card = try await server.register()
            _ = try await server.send(SignedRequest(.get, "/api/v1/cards/\(card)"))
            _ = try await server.send(.get, "/nowhere/\(card)")
            _ = try await server.send(HTTPRequest.Method("BREW") ?? .patch, "/api/v1/cards/\(card)")
            let text = try await server.send(.get, "/metrics").text
            let series =
                "xinglin_http_request_duration_seconds_count{method=\"GET\",route=\"/api/v1/cards/{card_id}\",status=\"200\"} 1"
            #expect(text.contains(series), "\(text)")
            #expect(text.contains("route=\"NotFound\",status=\"404\"} 1"), "\(text)")
            #expect(!text.contains(card) && !text.contains("BREW"))
        }
    }

    @Test func `no answer is empty, whatever is asked`() async throws {
        try await TestServer.run { server in
            for method in [HTTPRequest.Method.get, .head, .post, .put, .patch, .delete, .options, .trace] {
                for address in [
                    "/", "/api/v1/cards", "/api/v1/cards/x", "/api/v1/scans", "/gateway/national", "/metrics",
                    "/problems/x",
                ] {
                    let answer = try await server.send(method, address)
                    #expect(!answer.body.isEmpty, "\(method) \(address)")
                    #expect(answer.status != 500)
                }
            }
        }
    }
}

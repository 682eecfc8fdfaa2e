import Foundation
import HTTPTypes
import HealthCardHTTP
import HealthCardServices
import Hummingbird
import HummingbirdTesting
import TestSupport
import Testing

/// The whole JSON surface over a real database, asked through the router.
struct TestServer {
    let world: World
    let client: any TestClientProtocol

    /// Runs a test against a fresh server.
    static func run(
        isSandbox: Bool = true,
        _ test: @Sendable (TestServer) async throws -> Void
    ) async throws {
        try await run(in: World(), isSandbox: isSandbox, test)
    }

    /// As `run`, over a database file, which a test may close under the server.
    static func runOnFile(_ test: @Sendable (TestServer) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "xinglin-http-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: folder) } }
        try await run(in: World(path: folder.appending(path: "test.sqlite").path), isSandbox: true, test)
    }

    private static func run(
        in world: World,
        isSandbox: Bool,
        _ test: @Sendable (TestServer) async throws -> Void
    ) async throws {
        let router = Router(context: HealthCardRequestContext.self)
        try api(of: world, isSandbox: isSandbox).add(to: router)
        try await Application(router: router).test(.router) { client in
            try await test(TestServer(world: world, client: client))
        }
    }

    static func api(of world: World, isSandbox: Bool = true) throws -> HealthCardAPI {
        try HealthCardAPI(services: world.services, metrics: ServerMetrics(), isSandbox: isSandbox) {
            await world.isReady()
        }
    }

    /// Sends a request as it is.
    func send(
        _ method: HTTPRequest.Method,
        _ address: String,
        headers: HTTPFields = [:],
        body: [UInt8] = []
    ) async throws -> Answer {
        let response = try await client.executeRequest(
            uri: address,
            method: method,
            headers: headers,
            body: body.isEmpty ? nil : .init(bytes: body)
        )
        return Answer(
            status: response.status.code,
            headers: response.headers,
            body: Array(buffer: response.body)
        )
    }

    /// Signs a request at the server's time and sends it.
    func send(_ request: SignedRequest) async throws -> Answer {
        let headers = try request.headers(at: world.clock.now)
        return try await send(request.method, request.address, headers: headers, body: request.body)
    }
}

import Foundation
import HTTPTypes
import HealthCardDomain
import HealthCardHTTP
import HealthCardServices
import Hummingbird
import HummingbirdTesting
import TestSupport
import Testing

struct FrontDoorTests {
    /// A door that waits as long as the tests beside this one may keep the cores.
    private static let patient: ConnectionLimits = {
        var limits = ConnectionLimits()
        (limits.headerSeconds, limits.surplusSeconds, limits.bodySeconds) = (600, 600, 600)
        (limits.answerSeconds, limits.idleSeconds) = (600, 600)
        return limits
    }()

    /// A server behind a door, over a socket.
    private static func run(
        quota: AppQuota = AppQuota(),
        limits: ConnectionLimits = patient,
        _ test: @Sendable (TestServer, FrontDoor) async throws -> Void
    ) async throws {
        let world = try await World()
        var classes = RouteClasses()
        for route in try HealthCardAPI.shippedRoutes() { classes.add(route.method, route.path, route.admission) }
        classes.add("GET", "/code", .residentRead)
        var settings = AdmissionSettings()
        (settings.floor, settings.start, settings.ceiling) = (100, 100, 100)
        let door = FrontDoor(
            classes: classes,
            ambient: world.ambient,
            gate: AdmissionGate(settings),
            limits: limits,
            quota: quota
        )
        let router = Router(context: HealthCardRequestContext.self)
        let api = try HealthCardAPI(
            services: world.services,
            metrics: ServerMetrics(door: door),
            isSandbox: true,
            quota: quota,
            isStopping: { door.isDraining },
            isReady: { await world.isReady() }
        )
        api.add(to: router)
        try await Application(router: router, server: door.server).test(.live) { client in
            try await test(TestServer(world: world, client: client), door)
        }
    }

    @Test func `a full node says so before it reads, lower classes first, and never of its health`() async throws {
        try await Self.run { server, door in
            let card = try await server.register()
            let code = try await server.code(card)
            for _ in 0..<60 { #expect(door.gate.enter(.scan)) }
            let refused = try await server.send(server.registration(2))
            #expect(refused.status == 503)
            try ProblemDocument.check(refused, is: "system_busy")
            #expect((3...9).contains(Int(refused.headers[.retryAfter] ?? "") ?? 0))
            #expect(refused.headers[.signed] == nil)
            #expect(try refused.headers[.requestID] == refused["request_id"])
            #expect(try await server.send(server.looks(card)).status == 200)
            for _ in 0..<10 { #expect(door.gate.enter(.scan)) }
            try ProblemDocument.check(try await server.send(server.looks(card)), is: "system_busy")
            #expect(try await server.send(server.scan(code)).status == 200)
            for _ in 0..<30 { #expect(door.gate.enter(.scan)) }
            try ProblemDocument.check(try await server.send(server.scan(code)), is: "system_busy")
            #expect(try await server.send(.get, "/health/ready")["status"] == "ready")
            let metrics = try await server.send(.get, "/metrics").text
            #expect(metrics.contains("xinglin_refused_total{class=\"write\",reason=\"limit\"} 1\n"), "\(metrics)")
            #expect(metrics.contains("xinglin_requests_total{class=\"scan\",status=\"2xx\"} 1\n"))
            let page = try await server.send(.get, "/code")
            #expect(page.status == 503 && page.headers[.contentType] == "text/html; charset=utf-8")
            #expect(page.text.contains("系统繁忙") && page.text.contains("busy"))
            for _ in 0..<100 { door.gate.leave(.scan) }
            #expect(try await server.send(server.registration(2)).status == 201)
            #expect(door.gate.inWorkCount == 0, "every place was given back")
        }
    }

    @Test func `those refused together come back at different times`() async throws {
        try await Self.run { server, door in
            for _ in 0..<100 { #expect(door.gate.enter(.scan)) }
            var times: Set<String> = []
            for _ in 0..<30 { times.insert(try await server.send(server.looks("x")).headers[.retryAfter] ?? "") }
            #expect(times.count >= 3 && times.isSubset(of: ["2", "3", "4", "5", "6"]), "\(times)")
        }
    }

    @Test func `an app beyond its quota is refused, and nobody can use it up in its name`() async throws {
        try await Self.run(quota: AppQuota(byDefault: .init(perSecond: 1, burst: 3))) { server, _ in
            let card = try await server.register()
            for _ in 0..<5 {
                let forged = try await server.send(server.looks(card).with { $0.secret = "0123456789abcdef" })
                #expect(forged.status == 401)
            }
            for _ in 0..<2 { #expect(try await server.send(server.looks(card)).status == 200) }
            let refused = try await server.send(server.looks(card))
            #expect(refused.status == 429)
            try ProblemDocument.check(refused, is: "quota_exceeded")
            #expect(try await server.send(server.looks(card).with { $0.app = TestRegion.idleApp.id }).status == 403)
            server.world.clock.advance(by: 1)
            #expect(try await server.send(server.looks(card)).status == 200)
        }
    }

    @Test func `a node that stops says so to the probe and serves what comes`() async throws {
        try await Self.run { server, door in
            door.drain()
            let ready = try await server.send(.get, "/health/ready")
            #expect(ready.status == 503)
            try ProblemDocument.check(ready, is: "node_stopping")
            #expect(try await server.send(.get, "/health/live").status == 200)
            _ = try await server.register()
        }
    }

    @Test func `one connection too many is told so, and may still ask for health`() async throws {
        var limits = Self.patient
        limits.connections = 0
        try await Self.run(limits: limits) { server, _ in
            #expect(try await server.send(.get, "/health/live").status == 200)
            let refused = try await server.send(.get, "/api/v1/time")
            try ProblemDocument.check(refused, is: "system_busy")
            #expect(refused.headers[.connection] == "close")
        }
    }

    @Test func `a request is put in its class by its address alone`() throws {
        var classes = RouteClasses()
        for route in try HealthCardAPI.shippedRoutes() { classes.add(route.method, route.path, route.admission) }
        for (method, target, kind) in [
            ("POST", "/api/v1/scans", AdmissionClass.scan), ("POST", "/api/v1/scans?x=1", .scan),
            ("GET", "/api/v1/scans", .statistics), ("POST", "/api/v1/scans/", .statistics),
            ("GET", "/api/v1/cards/x", .residentRead), ("POST", "/api/v1/cards/x/codes", .residentRead),
            ("GET", "/api/v1/cards/x/looks?limit=1", .residentRead), ("GET", "/api/v1/cards/x/y/looks", .statistics),
            ("GET", "/api/v1/cards/", .statistics), ("POST", "/api/v1/cards", .write),
            ("POST", "/gateway/national", .scan), ("GET", "/metrics", .vital), ("GET", "/health/ready?", .vital),
            ("GET", "", .statistics), ("GET", "*", .statistics),
        ] {
            #expect(classes.kind(method: method, target: target) == kind, "\(method) \(target)")
        }
    }
}

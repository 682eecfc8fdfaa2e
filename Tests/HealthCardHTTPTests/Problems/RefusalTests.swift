import Foundation
import HTTPTypes
import HealthCardDomain
import TestSupport
import Testing

struct RefusalTests {
    @Test(arguments: RefusalCase.all)
    func `a bad request has its documented code and status, and a whole problem document`(
        kind: RefusalCase
    ) async throws {
        let test = { @Sendable (server: TestServer) in
            let answer = try await kind.send(server)
            #expect(answer.status == kind.status)
            try ProblemDocument.check(answer, is: kind.code.rawValue)
            if let field = kind.field { #expect(try answer["field"] == field) }
        }
        if kind.closesDatabase {
            try await TestServer.runOnFile(test)
        } else {
            try await TestServer.run(test)
        }
    }

    @Test func `an address that is there under other methods says which`() async throws {
        try await TestServer.run { server in
            for (method, address, allow) in [
                (HTTPRequest.Method.get, "/api/v1/cards", "POST"), (.put, "/api/v1/scans", "POST"),
                (.post, "/api/v1/cards/\(RefusalCase.absent)", "GET"), (.head, "/health/live", "GET"),
                (.get, "/gateway/national", "POST"), (.options, "/openapi.yaml", "GET"),
            ] {
                let answer = try await server.send(method, address)
                #expect(answer.status == 405, "\(method) \(address)")
                #expect(answer.headers[.allow] == allow)
                try ProblemDocument.check(answer, is: "method_not_allowed")
            }
            for address in [
                "/", "/api", "/api/v1", "/api/v1/cards/a/b", "/gateway/nobody", "/%00", "//", "/api/v1/scans/x",
            ] {
                try ProblemDocument.check(try await server.send(.get, address), is: "route_not_found")
            }
        }
    }

    @Test func `what is refused before its meaning is in the audit log, and its nonce is used up`() async throws {
        try await TestServer.run { server in
            let request = SignedRequest(.post, "/api/v1/scans", json: "{")
            _ = try await server.send(request)
            let entry = try #require(try await server.world.audit().last)
            #expect(entry.outcome == "body_malformed" && entry.operation == .codeScan && entry.actor == "region")
            let again = request.with { $0.body = Array(server.application().utf8) }
            #expect(
                try await server.send(
                    again.with {
                        $0.path = "/api/v1/cards"; $0.idempotencyKey = "key-00000001"
                    }
                ).problem == "nonce_replayed"
            )
        }
    }

    @Test func `a problem never repeats what was sent`() async throws {
        try await TestServer.run { server in
            let number = MadeUpResident.number(1)
            let answer = try await server.send(
                server.registration(1, ["id_no": "\"\(number)9\"", "name": "\"王小明\"", "phone": "\"13912345678\""])
            )
            #expect(answer.status == 422)
            for value in [number, "王小明", "13912345678"] { #expect(!answer.text.contains(value)) }
        }
    }

    @Test(arguments: ProblemCode.allCases)
    func `each code is explained at its address`(code: ProblemCode) async throws {
        try await TestServer.run { server in
            let answer = try await server.send(.get, "/problems/\(code.rawValue)")
            #expect(answer.status == 200)
            let object = try answer.object
            #expect(object["code"] as? String == code.rawValue)
            #expect((400...599).contains(object["status"] as? Int ?? 0))
            #expect(object["title_zh"] as? String == code.text.titleChinese)
            #expect(object["remedy"] as? String == code.text.remedyEnglish)
        }
    }
}

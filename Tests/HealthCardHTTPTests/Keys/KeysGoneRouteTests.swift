import HTTPTypes
import HealthCardDomain
import TestSupport
import Testing

/// The API while the key service is gone.
struct KeysGoneRouteTests {
    @Test(arguments: ["dynamic", "static"])
    func `a scan is answered, and says why it shows nobody`(type: String) async throws {
        try await TestServer.run { server in
            let card = try await server.register()
            let (text, next) = (try await server.code(card, type: type), try await server.code(card))
            server.world.keys.isServiceGone = true
            let answer = try await server.send(server.scan(text))
            #expect(answer.status == 200)
            let object = try answer.object
            #expect(
                Set(object.keys) == [
                    "result", "person_id", "card_id", "card_status", "step", "use_id", "resident", "resident_withheld",
                ]
            )
            #expect(object["resident_withheld"] as? String == "hsm_unavailable")
            #expect((object["resident"] as? [String: String])?.isEmpty == true)
            #expect(object["result"] as? String == (type == "dynamic" ? "accepted" : "hint"))
            #expect(object["card_id"] as? String == card && (object["person_id"] as? String)?.count == 64)
            for value in ["张三", MadeUpResident.number(1), "13800000001"] { #expect(!answer.text.contains(value)) }
            if type == "dynamic" {
                try ProblemDocument.check(try await server.send(server.scan(text)), is: "code_replayed")
            }

            server.world.keys.isServiceGone = false
            server.world.clock.advance(by: 1)
            let later = try await server.send(server.scan(next)).object
            #expect(later["resident_withheld"] == nil)
            #expect((later["resident"] as? [String: String])?["name"] == "张三")
        }
    }

    @Test func `what needs a key is 503, and works again when the service is back`() async throws {
        try await TestServer.run { server in
            let card = try await server.register()
            let requests: [SignedRequest] = [
                server.codeRequest(card), server.registration(1), server.registration(2),
                SignedRequest(.get, "/api/v1/cards/\(card)"),
            ]
            server.world.keys.isServiceGone = true
            for request in requests {
                let answer = try await server.send(request.with { $0.nonce = "gone-" + $0.nonce })
                #expect(answer.status == 503, "\(request.address)")
                try ProblemDocument.check(answer, is: "hsm_unavailable")
                #expect(try await server.world.audit().last?.outcome == "hsm_unavailable")
            }
            server.world.keys.isServiceGone = false
            for request in requests {
                #expect([200, 201].contains(try await server.send(request).status), "\(request.address)")
            }
        }
    }

    @Test func `the looks of a card are told, and a scan that showed nothing is none`() async throws {
        try await TestServer.run { server in
            let card = try await server.register()
            let (text, next) = (try await server.code(card), try await server.code(card))
            func looks() async throws -> Int? {
                let answer = try await server.send(server.looks(card))
                #expect(answer.status == 200)
                return (try answer.object["looks"] as? [[String: Any]])?.count
            }
            server.world.keys.isServiceGone = true
            _ = try await server.send(server.scan(text))
            #expect(try await looks() == 0)
            server.world.keys.isServiceGone = false
            server.world.clock.advance(by: 1)
            _ = try await server.send(server.scan(next))
            #expect(try await looks() == 1)
        }
    }
}

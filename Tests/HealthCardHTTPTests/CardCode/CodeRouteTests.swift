import Foundation
import HealthCardDomain
import TestSupport
import Testing

struct CodeRouteTests {
    @Test func `a code comes as text, as SVG or as PNG`() async throws {
        try await TestServer.run { server in
            let card = try await server.register()
            let text = try await server.send(server.codeRequest(card)).object
            #expect(Set(text.keys) == ["card_id", "type", "text", "valid_seconds"])
            #expect(text["valid_seconds"] as? Int == 54)
            let svg = try await server.send(server.codeRequest(card, format: "svg")).object
            #expect((svg["svg"] as? String)?.hasPrefix("<svg") == true && svg["png"] == nil)
            let png = try await server.send(server.codeRequest(card, type: "static", format: "png")).object
            let image = try #require(Data(base64Encoded: png["png"] as? String ?? ""))
            #expect(image.starts(with: [0x89, 0x50, 0x4E, 0x47]))
            #expect(png["valid_seconds"] is NSNull && png["type"] as? String == "static")
        }
    }

    @Test(arguments: TreatmentStep.allCases)
    func `a scan shows the fields of its step and no other`(step: TreatmentStep) async throws {
        try await TestServer.run { server in
            let card = try await server.register()
            let answer = try await server.send(
                server.scan(server.code(card), ["step": "\"\(step.rawValue)\"", "department": "\"0400\""])
            )
            #expect(answer.status == 200)
            let object = try answer.object
            #expect(
                Set(object.keys) == ["result", "person_id", "card_id", "card_status", "step", "use_id", "resident"]
            )
            #expect(object["result"] as? String == "accepted" && object["card_id"] as? String == card)
            let resident = try #require(object["resident"] as? [String: String])
            let known = step.disclosed.filter { $0 != .nation && $0 != .address }
            #expect(Set(resident.keys) == Set(known.map(\.rawValue)))
            #expect(resident["name"] == "张三")
        }
    }

    @Test func `a printed code is a masked hint`() async throws {
        try await TestServer.run { server in
            let card = try await server.register()
            let answer = try await server.send(server.scan(server.code(card, type: "static")))
            #expect(try answer["result"] == "hint")
            let resident = try #require(try answer.object["resident"] as? [String: String])
            #expect(resident == ["name_masked": "张*", "id_no_masked": masked(MadeUpResident.number(1))])
        }
    }

    @Test func `the looks of a card tell place, step, purpose and fields, and page by cursor`() async throws {
        try await TestServer.run { server in
            let card = try await server.register()
            for _ in 0..<3 {
                _ = try await server.send(server.scan(server.code(card)))
                server.world.clock.advance(by: 1)
            }
            let first = try await server.send(server.looks(card, "limit=2")).object
            let looks = try #require(first["looks"] as? [[String: Any]])
            #expect(looks.count == 2)
            let look = try #require(looks.first)
            #expect(
                Set(look.keys) == [
                    "look_id", "at", "operation", "role", "institution", "department", "operator", "app", "step",
                    "step_name", "purpose", "shown", "disputed",
                ]
            )
            #expect(look["operation"] as? String == "code.scan" && look["step_name"] as? String == "挂号")
            #expect((look["institution"] as? [String: String])?["name"] == "杏林市第一医院")
            #expect(look["purpose"] as? String == "挂号" && look["operator"] as? String == "N1001")
            let cursor = try #require(first["next_cursor"] as? String)
            let last = try await server.send(server.looks(card, "limit=2&cursor=\(cursor)")).object
            #expect((last["looks"] as? [Any])?.count == 1 && last["next_cursor"] is NSNull)
        }
    }

    private func masked(_ number: String) -> String {
        number.prefix(3) + String(repeating: "*", count: number.count - 7) + number.suffix(4)
    }
}

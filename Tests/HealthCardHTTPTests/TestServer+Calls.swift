import Foundation
import HTTPTypes
import HealthCardDomain
import TestSupport
import Testing

extension TestServer {
    /// The body of an application, as members that a test may change or remove (`nil`).
    func application(_ sequence: Int = 1, _ changes: [String: String?] = [:]) -> String {
        let now = world.clock.now.formatted(.iso8601)
        var members: [String: String] = [
            "name": "\"张三\"", "id_type": "\"01\"", "id_no": "\"\(MadeUpResident.number(sequence))\"",
            "phone": "\"13800000001\"",
            "proofing": "{\"method\": \"id_card_reader\", \"verifier\": \"reader-1\", \"at\": \"\(now)\"}",
        ]
        for (name, value) in changes { members[name] = value }
        return "{" + members.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }.joined(separator: ", ")
            + "}"
    }

    func registration(_ sequence: Int = 1, _ changes: [String: String?] = [:]) -> SignedRequest {
        SignedRequest(.post, "/api/v1/cards", json: application(sequence, changes)).with {
            $0.idempotencyKey = "key-\(Int.random(in: 100_000_000...999_999_999))"
        }
    }

    /// Registers a resident and gives the card id.
    func register(_ sequence: Int = 1) async throws -> String {
        try #require(try await send(registration(sequence))["card_id"])
    }

    func codeRequest(_ card: String, type: String = "dynamic", format: String = "text") -> SignedRequest {
        SignedRequest(.post, "/api/v1/cards/\(card)/codes", json: "{\"type\": \"\(type)\", \"format\": \"\(format)\"}")
    }

    /// A fresh code of a card.
    func code(_ card: String, type: String = "dynamic") async throws -> String {
        try #require(try await send(codeRequest(card, type: type))["text"])
    }

    func scan(_ code: String, _ changes: [String: String?] = [:]) -> SignedRequest {
        var members: [String: String] = [
            "code": "\"\(code)\"", "step": "\"010101\"", "terminal_code": "\"\(TestRegion.terminal)\"",
            "operator": "\"N1001\"", "purpose": "\"挂号\"",
        ]
        for (name, value) in changes { members[name] = value }
        let body = members.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }.joined(separator: ", ")
        return SignedRequest(.post, "/api/v1/scans", json: "{\(body)}")
    }

    func looks(_ card: String, _ query: String? = nil) -> SignedRequest {
        SignedRequest(.get, "/api/v1/cards/\(card)/looks").with { $0.query = query }
    }
}

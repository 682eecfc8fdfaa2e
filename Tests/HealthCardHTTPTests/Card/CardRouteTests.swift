import Foundation
import HTTPTypes
import HealthCardDomain
import HealthCardServices
import TestSupport
import Testing

struct CardRouteTests {
    @Test func `an application is answered 201, the same again 200`() async throws {
        try await TestServer.run { server in
            let first = try await server.send(server.registration())
            #expect(first.status == 201)
            #expect(Set(try first.object.keys) == ["outcome", "person_id", "card_id", "status"])
            #expect(try first["outcome"] == "created" && first["status"] == "active")
            #expect(first.headers[.contentType] == "application/json" && first.headers[.cacheControl] == "no-store")
            let again = try await server.send(server.registration())
            #expect(again.status == 200)
            #expect(try again["outcome"] == "existing" && again["card_id"] == first["card_id"])
        }
    }

    @Test func `the same key gives the very same answer`() async throws {
        try await TestServer.run { server in
            let request = server.registration().with { $0.idempotencyKey = "key-of-this-test" }
            let first = try await server.send(request)
            let again = try await server.send(request.with { $0.nonce = "another-nonce-01" })
            #expect(again.status == 201 && again.body == first.body)
        }
    }

    @Test func `every field of an application arrives, and null is as good as absent`() async throws {
        try await TestServer.run { server in
            let answer = try await server.send(
                server.registration(
                    1,
                    [
                        "name": "\"𠮷田·买买提\"", "gender": "null", "birth_date": "\"1990-01-01\"", "nation": "\"05\"",
                        "address": "\"杏林市 二号路２号\"", "channel": "\"3\"", "phone": "\"+8613800000002\"",
                    ]
                )
            )
            #expect(answer.status == 201)
            let id = try #require(CardID(try answer["card_id"] ?? ""))
            let person = try await server.world.storage.read { store in
                try store.persons.find(try #require(try store.cards.find(id)).personID)
            }
            let identity = try #require(person?.identity)
            #expect(identity.name.text == "𠮷田·买买提" && identity.nation == "05")
            #expect(identity.address?.exposed == "杏林市 二号路２号" && identity.phone?.text == "+8613800000002")
            let card = try #require(try await server.world.storage.read { try $0.cards.find(id) })
            #expect(card.channel == .window && card.proofing?.method == .idCardReader)
            #expect(card.proofing?.verifier == "reader-1" && card.issuedBy == TestRegion.app.id)
        }
    }

    @Test func `a card is read with its holder masked, and nothing in clear`() async throws {
        try await TestServer.run { server in
            let id = try await server.register()
            let answer = try await server.send(SignedRequest(.get, "/api/v1/cards/\(id.lowercased())"))
            #expect(answer.status == 200)
            let object = try answer.object
            #expect(
                Set(object.keys) == [
                    "card_id", "person_id", "status", "status_changed_at", "issued_at", "channel", "resident",
                ]
            )
            #expect(object["card_id"] as? String == id && object["issued_at"] as? String == "2026-09-22T01:33:35.123Z")
            let resident = try #require(object["resident"] as? [String: String])
            #expect(Set(resident.keys) == ["name_masked", "id_type", "id_no_masked", "phone_masked"])
            for value in ["张三", MadeUpResident.number(1), "13800000001"] { #expect(!answer.text.contains(value)) }
        }
    }

    @Test func `64 applications of one number at once are answered with one card`() async throws {
        try await TestServer.run { server in
            let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
                for _ in 0..<64 { group.addTask { try await server.send(server.registration()) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.count { $0.status == 201 } == 1)
            #expect(answers.count { $0.status == 200 } == 63)
            #expect(Set(try answers.map { try $0["card_id"] }).count == 1)
        }
    }

    @Test(arguments: [
        "2026-09-22T01:33:35Z", "2026-09-22T01:33:35.123Z", "2026-09-22t01:33:35z",
        "2026-09-21T13:33:35.123456789-12:00", "2026-09-22T09:33:35+08:00", "2026-09-22T09:33:35.5+08:00",
    ])
    func `a proofing time may have fractions and an offset`(text: String) async throws {
        try await TestServer.run { server in
            let answer = try await server.send(server.registration(1, ["proofing": proofing(text)]))
            #expect(answer.status == 201)
        }
    }

    @Test(arguments: [
        "", "2026-09-22", "2026-09-22 01:33:35", "2026-09-22T01:33:35", "2026-09-22T01:33:35Zx",
        "x2026-09-22T01:33:35Z",
        "2026-02-30T01:33:35Z", "2026-13-01T01:33:35Z", "2026-09-22T25:33:35Z", "2026-09-22T01:60:35Z",
        "2026-09-22T01:33:35+99:99", "1790040815", "2026-W38-2T01:33:35Z", "2026-09-22T01:33:35.Z",
        "2026-09-22T01:33:35,5Z", "2026-09-22T01:33:61Z",
        "0000-09-22T01:33:35Z", "2026-09-22T01:33:35+0800", "2026-09-22T01:33:35 08:00", "2026-09-22T24:00:00Z",
        "２０２６-09-22T01:33:35Z",
        "2026-09-22T01:33:35.123Z 2026-09-22T01:33:35.123Z",
    ])
    func `a proofing time of another form is malformed`(text: String) async throws {
        try await TestServer.run { server in
            let answer = try await server.send(server.registration(1, ["proofing": proofing(text)]))
            #expect(try answer.problem == "field_malformed")
            #expect(try answer["field"] == "proofing.at")
        }
    }

    @Test(arguments: [0, 1, 3, 7, 999, 500, 123, 877] as [Int])
    func `an instant keeps its milliseconds on the wire`(milliseconds: Int) async throws {
        try await TestServer.run { server in
            for second in 0..<40 {
                server.world.clock.set(
                    to: Date(timeIntervalSince1970: Double((1_790_040_800 + second) * 1_000 + milliseconds) / 1_000)
                )
                let text = try #require(try await server.send(.get, "/api/v1/time")["time"])
                #expect(text.hasSuffix("." + String(1_000 + milliseconds).dropFirst() + "Z"), "\(text)")
            }
        }
    }

    private func proofing(_ instant: String) -> String {
        "{\"method\": \"id_card_reader\", \"verifier\": \"v\", \"at\": \"\(instant)\"}"
    }
}

import HTTPTypes
import HealthCardDomain
import Matching
import TestSupport
import Testing

/// Who is not known yet, over the native API.
struct ConversionRouteTests {
    private static func newborn(_ server: TestServer) -> SignedRequest {
        server.sourceRecord(
            1,
            [
                "name": "\"\(MadeUpRegistration.name(500))之女\"", "gender": "\"2\"", "birth_date": "\"2026-09-20\"",
                "id_type": nil, "id_no": nil, "registered_on": "\"2026-09-21\"",
                "guardian_name": "\"\(MadeUpRegistration.name(500))\"",
                "guardian_id_no": "\"\(MadeUpRegistration.number(500))\"",
            ]
        )
    }

    @Test func `a newborn is answered as one, and as a named child once it is converted`() async throws {
        try await TestServer.run { server in
            let index = try #require(try await server.send(Self.newborn(server))["index"])
            let person = SignedRequest(.get, "/api/v1/persons/\(index)")
            #expect(try await server.send(person)["kind"] == "newborn")
            let search = server.indexRequest("persons:search")
            let found = try await server.send(search)
            let persons = try #require(try found.object["persons"] as? [[String: Any]])
            #expect(persons.first?["kind"] as? String == "newborn")
            let named = server.indexRequest(
                "source-records",
                ["name": "\"陈小雨\"", "expected_version": "1", "registered_on": "\"2026-10-20\""]
            ).with { $0.idempotencyKey = "key-of-the-conversion" }
            let answer = try await server.send(named)
            #expect(answer.status == 200)
            #expect(try answer["index"] == index && answer["outcome"] == "revised")
            #expect(try await server.send(person.with { $0.nonce = "another-nonce-01" })["kind"] == "named")
            let history = try await server.send(SignedRequest(.get, "/api/v1/persons/\(index)/history"))
            let events = try #require(try history.object["events"] as? [[String: Any]])
            #expect(events.map { $0["kind"] as? String } == ["create", "convert"])
            let why = try await server.send(server.indexRequest("source-records:why"))
            #expect((try why.object["reasons"] as? [String])?.first == "converted newborn")
        }
    }

    @Test func `guardians are answered with the record that states them`() async throws {
        try await TestServer.run { server in
            let index = try #require(try await server.send(Self.newborn(server))["index"])
            let request = SignedRequest(.get, "/api/v1/persons/\(index)/relations")
            let answer = try await server.send(request)
            #expect(answer.status == 200)
            let guardian = try #require((try answer.object["guardians"] as? [[String: Any]])?.first)
            #expect(guardian["name"] as? String == MadeUpRegistration.name(500))
            #expect(guardian["id_no"] as? String == MadeUpRegistration.number(500))
            #expect(guardian["local_id"] as? String == "P1" && guardian["authority"] as? String == "H-1")
            #expect(guardian.keys.contains("index") && !(guardian["index"] is String))
            let mother = try #require(try await server.send(server.sourceRecord(500))["index"])
            let later = try await server.send(request.with { $0.nonce = "another-nonce-01" })
            #expect((try later.object["guardians"] as? [[String: Any]])?.first?["index"] as? String == mother)
            let none = try await server.send(SignedRequest(.get, "/api/v1/persons/\(mother)/relations"))
            #expect((try none.object["guardians"] as? [[String: Any]])?.isEmpty == true)
            let unknown = try await server.send(SignedRequest(.get, "/api/v1/persons/99/relations"))
            #expect(unknown.status == 404)
            try ProblemDocument.check(unknown, is: "index_unknown")
        }
    }

    @Test func `an institution reads its overdue registrations page by page`() async throws {
        try await TestServer.run { server in
            _ = try await server.send(Self.newborn(server))
            let changes = ["local_id": "\"P2\"", "name": "\"无名氏\"", "gender": "\"1\""]
            _ = try await server.send(
                server.indexRequest("source-records", changes).with { $0.idempotencyKey = "key-of-the-stranger" }
            )
            func list(_ members: [String: String?]) async throws -> Answer {
                let named = members.merging(["local_id": nil]) { one, _ in one }
                return try await server.send(server.indexRequest("source-records:overdue", named))
            }
            let early = try await list([:])
            #expect((try early.object["records"] as? [[String: Any]])?.isEmpty == true)
            server.world.clock.advance(by: 400 * 86_400)
            let first = try await list(["limit": "1"])
            let record = try #require((try first.object["records"] as? [[String: Any]])?.first)
            #expect(Set(record.keys) == ["local_id", "version", "kind", "since", "index"])
            #expect(record["local_id"] as? String == "P1" && record["kind"] as? String == "newborn")
            let cursor = try #require(try first["next_cursor"])
            let second = try await list(["cursor": "\"\(cursor)\""])
            let rest = try #require(try second.object["records"] as? [[String: Any]])
            #expect(rest.map { $0["local_id"] as? String } == ["P2"])
            #expect(!(try second.object["next_cursor"] is String))
            let wrong = try await list(["cursor": "\"r01\""])
            try ProblemDocument.check(wrong, is: "cursor_malformed")
        }
    }
}

import Foundation
import HTTPTypes
import HealthCardDomain
import HealthCardServices
import Matching
import TestSupport
import Testing

/// The main index over the native API.
struct IndexRouteTests {
    @Test func `a record at two hospitals is one index, found by either local id`() async throws {
        try await TestServer.run { server in
            let first = try await server.send(server.sourceRecord(1))
            #expect(first.status == 201)
            #expect(Set(try first.object.keys) == ["outcome", "index", "version", "origin", "reviews"])
            #expect(try first["outcome"] == "added" && first["origin"] == "opened")
            let second = try await server.send(server.sourceRecord(1, at: TestRegion.otherHospital))
            #expect(try second["index"] == first["index"] && second["origin"] == "matched")
            let answer = try await server.send(server.indexRequest("persons:identifiers"))
            #expect(answer.status == 200)
            let identifiers = try #require(try answer.object["identifiers"] as? [[String: String]])
            #expect(
                identifiers == [
                    ["authority": "H-1", "local_id": "P1"], ["authority": "H-2", "local_id": "P1"],
                ]
            )
            #expect(try await server.world.audit().map(\.operation) == [.indexFeed, .indexFeed, .indexRead])
        }
    }

    @Test func `the same key gives the very same answer, and the same content changes nothing`() async throws {
        try await TestServer.run { server in
            let request = server.sourceRecord(1).with { $0.idempotencyKey = "key-of-this-test" }
            let first = try await server.send(request)
            let again = try await server.send(request.with { $0.nonce = "another-nonce-01" })
            #expect(again.status == 201 && again.body == first.body)
            let same = try await server.send(server.sourceRecord(1))
            #expect(same.status == 200)
            #expect(try same["outcome"] == "unchanged" && same.object["version"] as? Int == 1)
        }
    }

    @Test func `absent and null leave a field, an empty text clears it`() async throws {
        try await TestServer.run { server in
            _ = try await server.send(server.sourceRecord(1))
            let members: [String: String?] = [
                "name": "null", "gender": nil, "birth_date": nil, "id_type": nil, "id_no": nil, "address": "\"\"",
                "phone": "\"13900000000\"", "expected_version": "1",
            ]
            let answer = try await server.send(server.sourceRecord(1, members))
            #expect(answer.status == 200)
            #expect(try answer["outcome"] == "revised" && answer.object["version"] as? Int == 2)
            let history = try await server.send(server.indexRequest("source-records:history"))
            let versions = try #require(try history.object["versions"] as? [[String: Any]])
            let fields = try #require(versions.last?["fields"] as? [String: String])
            let before = MadeUpRegistration.fields(1)
            #expect(fields["name"] == before.name && fields["id_no"] == before.idNumber)
            #expect(fields["phone"] == "13900000000" && fields["address"] == nil)
            #expect((try history.object["links"] as? [[String: Any]])?.count == 2)
        }
    }

    @Test func `a person is answered with the origin of each field, a match with an honest grade`() async throws {
        try await TestServer.run { server in
            let index = try #require(try await server.send(server.sourceRecord(1))["index"])
            let person = try await server.send(SignedRequest(.get, "/api/v1/persons/\(index)"))
            #expect(person.status == 200)
            let golden = try #require(try person.object["golden"] as? [String: [String: String]])
            #expect(golden["name"]?["value"] == MadeUpRegistration.name(1))
            #expect(golden["name"]?["authority"] == "H-1" && golden["name"]?["local_id"] == "P1")
            let fields = MadeUpRegistration.fields(1)
            let whole = "{\"name\": \"\(fields.name)\", \"id_no\": \"\(fields.idNumber)\"}"
            let match = try await server.send(SignedRequest(.post, "/api/v1/persons:match", json: whole))
            let candidates = try #require(try match.object["candidates"] as? [[String: Any]])
            #expect(candidates.map { $0["grade"] as? String } == ["certain"])
            #expect((candidates[0]["probability"] as? Double ?? 0) >= 0.9999)
            #expect((candidates[0]["person"] as? [String: Any])?["index"] as? String == index)
            let vague = "{\"name\": \"\(fields.name)\", \"only_certain\": true}"
            let none = try await server.send(SignedRequest(.post, "/api/v1/persons:match", json: vague))
            #expect((try none.object["candidates"] as? [Any])?.isEmpty == true)
            let search = "{\"phone\": \"\(fields.phone)\"}"
            let found = try await server.send(SignedRequest(.post, "/api/v1/persons:search", json: search))
            #expect((try found.object["persons"] as? [[String: Any]])?.map { $0["index"] as? String } == [index])
            let why = try await server.send(server.indexRequest("source-records:why"))
            #expect(try why["origin"] == "opened" && why["index"] == index)
            #expect(try why.object["reasons"] as? [String] == ["nobody"])
        }
    }

    @Test func `a withdrawn record is unknown, and a merged local id leads to the surviving one`() async throws {
        try await TestServer.run { server in
            let index = try #require(try await server.send(server.sourceRecord(1))["index"])
            let gone = try await server.send(server.indexRequest("source-records:withdraw", ["expected_version": "1"]))
            #expect(gone.status == 200)
            #expect(try gone["outcome"] == "withdrawn")
            let unknown = try await server.send(server.indexRequest("persons:identifiers"))
            try ProblemDocument.check(unknown, is: "source_record_unknown")
            #expect(try await server.send(server.sourceRecord(1)).status == 201)
            _ = try await server.send(server.sourceRecord(1, ["local_id": "\"OLD\""]))
            let merged = try await server.send(server.localMerge("OLD", into: "P1"))
            #expect(merged.status == 200)
            #expect(try merged["outcome"] == "merged" && merged["index"] == index)
            let old = try await server.send(server.indexRequest("persons:identifiers", ["local_id": "\"OLD\""]))
            #expect(try old.object["identifiers"] as? [[String: String]] == [["authority": "H-1", "local_id": "P1"]])
            let history = try await server.send(SignedRequest(.get, "/api/v1/persons/\(index)/history"))
            let kinds = (try history.object["events"] as? [[String: Any]])?.compactMap { $0["kind"] as? String }
            #expect(kinds == ["create", "unlink", "link", "link", "update"])
        }
    }

    @Test func `two people whom an institution takes for one wait for a person`() async throws {
        try await TestServer.run { server in
            for person in [1, 2] { _ = try await server.send(server.sourceRecord(person)) }
            let answer = try await server.send(server.localMerge("P1", into: "P2"))
            #expect(answer.status == 202)
            #expect(try answer["outcome"] == "waits")
            #expect(try await server.world.services.index.openReviewCount() == 1)
        }
    }

    @Test func `100 registrations of one person at once are one index`() async throws {
        try await TestServer.run { server in
            let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
                for number in 1...100 {
                    group.addTask {
                        try await server.send(server.sourceRecord(1, ["local_id": "\"L\(number)\""]))
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.allSatisfy { $0.status == 201 })
            #expect(Set(try answers.map { try $0["index"] }).count == 1)
        }
    }
}

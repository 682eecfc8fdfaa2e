import HTTPTypes
import HealthCardDomain
import HealthCardServices
import TestSupport
import Testing

struct IndexEventTests {
    private static func events(_ query: String? = nil) -> SignedRequest {
        SignedRequest(.get, "/api/v1/index-events").with {
            $0.query = query
            $0.app = TestRegion.hospitalApp.id
        }
    }

    @Test func `a page is as documented, and names nothing of others`() async throws {
        try await TestServer.run { server in
            let world = server.world
            try await world.services.subscriptions.subscribe(
                TestRegion.hospital,
                by: world.act(.account(TestRegion.centre))
            )
            let service = IndexService(storage: world.storage, ambient: world.ambient)
            let localID = try MadeUpRegistration.id(1).localID
            for code in [TestRegion.hospital, TestRegion.otherHospital] {
                _ = try await service.register(
                    MadeUpRegistration.fields(1),
                    as: SourceRecordID(authority: AssigningAuthority(trusted: code.text), localID: localID)
                )
            }
            let answer = try await server.send(Self.events("limit=1"))
            let at = "2026-09-22T01:33:20"
            #expect(answer.status == 200)
            #expect(
                answer.text.replacing(/"at":"[^"]*"/, with: "\"at\":\"\(at)\"") == """
                    {"events":[{"cursor":"1","event_id":"1","kind":"create","index_number":"1","version":1,\
                    "other_index_number":null,"local_id":"P1","at":"\(at)"}],"next_cursor":"1"}
                    """
            )
            let next = try await server.send(Self.events("cursor=1"))
            #expect(
                next.text.replacing(/"at":"[^"]*"/, with: "\"at\":\"\(at)\"") == """
                    {"events":[{"cursor":"2","event_id":"2","kind":"link","index_number":"1","version":2,\
                    "other_index_number":null,"local_id":null,"at":"\(at)"}],"next_cursor":"2"}
                    """
            )
            #expect(try await server.send(Self.events("cursor=2")).text == #"{"events":[],"next_cursor":"2"}"#)
            for query in ["cursor=3", "cursor=-1", "cursor=01", "cursor=x", "cursor=99999999999999999999"] {
                #expect(try await server.send(Self.events(query)).problem == "cursor_malformed", "\(query)")
            }
            for query in ["limit=0", "limit=501", "limit=1&limit=2", "cursor=1&cursor=1"] {
                #expect(try await server.send(Self.events(query)).problem == "field_malformed", "\(query)")
            }
            #expect(try await server.send(Self.events("after=1")).problem == "field_unknown")
        }
    }
}

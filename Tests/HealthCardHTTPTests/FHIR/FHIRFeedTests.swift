import FHIR
import HTTPTypes
import HealthCardDomain
import TestSupport
import Testing

struct FHIRFeedTests {
    @Test func `a patient is added once and revised after, under one index`() async throws {
        try await TestServer.run { server in
            let added = try await server.send(FHIRCaller.put(1, as: "P1"))
            #expect(added.status == 201)
            #expect(added.headers[.contentType] == "application/fhir+json")
            #expect(added.headers[.eTag] == "W/\"1\"")
            let id = try #require(try added["id"])
            #expect(added.headers[.location]?.hasSuffix("/fhir/Patient/\(id)") == true)
            let again = try await server.send(FHIRCaller.put(1, as: "P1"))
            #expect(again.status == 200 && again.headers[.eTag] == "W/\"1\"")
            let revised = FHIRCaller.patient(1, as: "P1", ["telecom": nil])
            let answer = try await server.send(FHIRCaller.update(revised, as: "P1"))
            #expect(answer.status == 200 && answer.headers[.eTag] == "W/\"2\"")
            #expect(try answer["id"] == id)
            let read = try await server.send(FHIRCaller.get("Patient/\(id)"))
            #expect(read.status == 200 && !read.text.contains("telecom") && read.text.contains("birthDate"))
            #expect(try await server.world.audit().last?.operation == .indexRead)
        }
    }

    @Test func `what is withheld stays on file`() async throws {
        try await TestServer.run { server in
            let added = try await server.send(FHIRCaller.put(1, as: "P1"))
            let masked = "{\"extension\": [{\"url\": \"\(FHIRCaller.absent)\", \"valueCode\": \"masked\"}]}"
            let body = FHIRCaller.patient(1, as: "P1", ["birthDate": nil, "_birthDate": masked])
            let answer = try await server.send(FHIRCaller.update(body, as: "P1"))
            #expect(answer.status == 200 && answer.headers[.eTag] == "W/\"1\"")
            #expect(try await server.send(FHIRCaller.get("Patient/\(added["id"] ?? "")")).text.contains("birthDate"))
        }
    }

    @Test func `a version that is another by now is a failed precondition, and nothing is filed`() async throws {
        try await TestServer.run { server in
            _ = try await server.send(FHIRCaller.put(1, as: "P1"))
            let revised = FHIRCaller.update(FHIRCaller.patient(1, as: "P1", ["address": nil]), as: "P1")
            let first = try await server.send(revised.with { $0.tamper = { $0[.ifMatch] = "W/\"1\"" } })
            #expect(first.status == 200 && first.headers[.eTag] == "W/\"2\"")
            let late = FHIRCaller.update(FHIRCaller.patient(1, as: "P1", ["telecom": nil]), as: "P1")
            let stale = try await server.send(late.with { $0.tamper = { $0[.ifMatch] = "W/\"1\"" } })
            #expect(stale.status == 412)
            try OutcomeDocument.check(stale, is: "source_record_version_stale")
            let odd = try await server.send(late.with { $0.tamper = { $0[.ifMatch] = "1" } })
            #expect(odd.status == 400)
            try OutcomeDocument.check(odd, is: "field_malformed", at: "if-match")
        }
    }

    @Test func `a duplicate that was resolved is answered by the surviving number`() async throws {
        try await TestServer.run { server in
            let surviving = try await server.send(FHIRCaller.put(1, as: "P1"))
            _ = try await server.send(FHIRCaller.put(1, as: "P2"))
            let system = FHIRCaller.system(TestRegion.hospital)
            let link =
                "[{\"type\": \"replaced-by\", \"other\": {\"identifier\": {\"system\": \"\(system)\", \"value\": \"P1\"}}}]"
            let body = FHIRCaller.patient(1, as: "P2", ["active": "false", "link": link])
            for _ in 0..<2 {
                let merged = try await server.send(FHIRCaller.update(body, as: "P2"))
                #expect(merged.status == 200, "\(merged.text)")
                #expect(try merged["id"] == surviving["id"])
            }
            let found = try await server.send(FHIRCaller.pix("P2"))
            #expect(try found.crossReferences == ["\(system)|P1", "Patient/\(surviving["id"] ?? "")"])
            let unknown = body.replacing("\"P1\"", with: "\"P7\"")
            let refused = try await server.send(FHIRCaller.update(unknown, as: "P2"))
            #expect((400...499).contains(refused.status))
        }
    }

    @Test func `a record that is taken back is known no more, and comes back when it is sent again`() async throws {
        try await TestServer.run { server in
            _ = try await server.send(FHIRCaller.put(1, as: "P1"))
            let gone = try await server.send(FHIRCaller.delete("P1"))
            #expect(gone.status == 200)
            #expect(try gone.issue.code == "record_withdrawn")
            #expect(try await server.send(FHIRCaller.delete("P1")).issue.code == "record_withdrawn_before")
            #expect(try await server.send(FHIRCaller.pix("P1")).status == 404)
            #expect(try await server.send(FHIRCaller.put(1, as: "P1")).status == 201)
            #expect(try await server.send(FHIRCaller.pix("P1")).status == 200)
            let never = try await server.send(FHIRCaller.delete("P9"))
            #expect(never.status == 404)
            try OutcomeDocument.check(never, is: "source_record_unknown")
        }
    }

    @Test func `an app of a hospital feeds that hospital's numbers alone`() async throws {
        try await TestServer.run { server in
            let own = try await server.send(FHIRCaller.put(1, as: "P1").with { $0.app = TestRegion.hospitalApp.id })
            #expect(own.status == 201)
            let other = FHIRCaller.put(1, as: "Q1", at: TestRegion.otherHospital)
            let refused = try await server.send(other.with { $0.app = TestRegion.hospitalApp.id })
            #expect(refused.status == 403)
            try OutcomeDocument.check(refused, is: "authority_of_others")
        }
    }

    @Test func `what is no update is refused with its place`() async throws {
        try await TestServer.run { server in
            let right = FHIRCaller.put(1, as: "P1")
            let body = FHIRCaller.patient(1, as: "P1")
            let cases: [(SignedRequest, Int, String, String?)] = [
                (right.with { $0.query = nil }, 400, "field_missing", "identifier"),
                (right.with { $0.query = "identifier=P1" }, 400, "field_malformed", "identifier"),
                (right.with { $0.query = "name=x" }, 422, "element_unsupported", "name"),
                (right.with { $0.query = "identifier=urn:oid:1%7CP1" }, 404, "authority_unknown", "identifier"),
                (FHIRCaller.update(body, as: "P2"), 400, "field_malformed", "Patient.identifier"),
                (
                    right.with { $0.contentType = "application/fhir+xml" }, 415, "content_type_unsupported",
                    "content-type"
                ),
                (
                    right.with { $0.tamper = { $0[.accept] = "application/fhir+xml" } }, 406, "format_not_acceptable",
                    "accept"
                ),
                (right.with { $0.query = ($0.query ?? "") + "&_format=xml" }, 406, "format_not_acceptable", "accept"),
                (FHIRCaller.update("{", as: "P1"), 400, "body_malformed", nil),
                (
                    FHIRCaller.update(FHIRCaller.patient(1, as: "P1", ["gender": "\"F\""]), as: "P1"), 400,
                    "field_malformed", "Patient.gender"
                ),
                (
                    FHIRCaller.update(FHIRCaller.patient(1, as: "P1", ["contained": "[]"]), as: "P1"), 422,
                    "element_unsupported", "Patient.contained"
                ),
            ]
            for (request, status, code, place) in cases {
                let answer = try await server.send(request)
                #expect(answer.status == status, "\(code) \(place ?? "")")
                try OutcomeDocument.check(answer, is: code, at: place)
                #expect(try await server.world.audit().last?.outcome == code)
            }
            #expect(try await server.send(FHIRCaller.pix("P1")).status == 404)
        }
    }
}

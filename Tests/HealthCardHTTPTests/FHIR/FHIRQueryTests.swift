import FHIR
import HTTPTypes
import HealthCardDomain
import HealthCardServices
import Matching
import TestSupport
import Testing

struct FHIRQueryTests {
    private static let first = FHIRCaller.system(TestRegion.hospital)
    private static let second = FHIRCaller.system(TestRegion.otherHospital)

    /// Person 1 at both hospitals, person 2 at the first; the id of person 1.
    private static func fill(_ server: TestServer) async throws -> String {
        let answer = try await server.send(FHIRCaller.put(1, as: "P1"))
        _ = try await server.send(FHIRCaller.put(1, as: "Q1", at: TestRegion.otherHospital))
        _ = try await server.send(FHIRCaller.put(2, as: "P2"))
        return try #require(try answer["id"])
    }

    @Test func `the numbers of a patient are those of the other domains, and the patient`() async throws {
        try await TestServer.run { server in
            let id = try await Self.fill(server)
            let all = try await server.send(FHIRCaller.pix("P1"))
            #expect(all.status == 200)
            #expect(try all.crossReferences == ["\(Self.second)|Q1", "Patient/\(id)"])
            let asked = FHIRCaller.pix("P1", to: [Self.second])
            #expect(try await server.send(asked).crossReferences == ["\(Self.second)|Q1"])
            let own = FHIRCaller.pix("P1", to: ["urn:xinglin:index"])
            #expect(try await server.send(own).crossReferences == ["Patient/\(id)"])
            let alone = try await server.send(FHIRCaller.pix("P2", to: [Self.second]))
            #expect(alone.status == 200 && alone.text == "{\"resourceType\":\"Parameters\"}")
            let byID = FHIRCaller.get("Patient/$ihe-pix", [("sourceIdentifier", "urn:xinglin:index|\(id)")])
            #expect(try await server.send(byID).crossReferences == ["\(Self.first)|P1", "\(Self.second)|Q1"])
        }
    }

    @Test func `what a cross-reference does not know is answered as the profile says`() async throws {
        try await TestServer.run { server in
            _ = try await Self.fill(server)
            let cases: [(SignedRequest, Int, String, String)] = [
                (FHIRCaller.pix("P9"), 404, "not-found", "sourceIdentifier Patient Identifier not found"),
                (
                    FHIRCaller.pix("P1", at: InstitutionCode(trusted: "H-77")), 400, "code-invalid",
                    "sourceIdentifier Assigning Authority not found"
                ),
                (
                    FHIRCaller.get("Patient/$ihe-pix", [("sourceIdentifier", "urn:oid:1.2|P1")]), 400, "code-invalid",
                    "sourceIdentifier Assigning Authority not found"
                ),
                (FHIRCaller.pix("P1", to: ["urn:oid:1.2"]), 403, "code-invalid", "targetSystem not found"),
                (
                    FHIRCaller.pix("P1", to: [Self.second, "urn:xinglin:authority:H-77"]), 403, "code-invalid",
                    "targetSystem not found"
                ),
            ]
            for (request, status, type, diagnostics) in cases {
                let answer = try await server.send(request)
                #expect(answer.status == status, "\(diagnostics)")
                let issue = try answer.issue
                #expect(issue.type == type && issue.diagnostics == diagnostics)
            }
            let none = try await server.send(FHIRCaller.get("Patient/$ihe-pix"))
            #expect(none.status == 400)
            try OutcomeDocument.check(none, is: "field_missing", at: "sourceIdentifier")
        }
    }

    @Test func `a patient is found by what is known of them`() async throws {
        try await TestServer.run { server in
            let id = try await Self.fill(server)
            let fields = MadeUpRegistration.fields(1)
            let name = String(fields.name.prefix(1))
            let queries: [[(String, String)]] = [
                [("identifier", "\(Self.second)|Q1")],
                [("identifier", "urn:oid:2.16.156.10011.1.3|\(fields.idNumber)")],
                [("name", fields.name), ("birthdate", fields.birthDate)],
                [
                    ("family", name), ("given", String(fields.name.dropFirst())),
                    ("gender", fields.sex == "1" ? "male" : "female"),
                ],
                [("telecom", "phone|\(fields.phone)"), ("family", name)], [("_id", id)],
                [("identifier", "urn:xinglin:index|\(id)")],
            ]
            for query in queries {
                for request in [FHIRCaller.get("Patient", query), FHIRCaller.form(query)] {
                    let answer = try await server.send(request)
                    #expect(answer.status == 200, "\(query.map(\.0))")
                    #expect(try answer.patients.compactMap { $0["id"] as? String } == [id], "\(query.map(\.0))")
                    #expect(try answer.object["total"] as? Int == 1)
                }
            }
            let other = try await server.send(
                FHIRCaller.get("Patient", [("telecom", fields.phone), ("family", "欧阳")])
            )
            #expect(try other.status == 200 && other.patients.isEmpty)
            let domain = try await server.send(
                FHIRCaller.get("Patient", [("name", fields.name), ("identifier", "\(Self.second)|")])
            )
            let identifiers = try domain.patients.first?["identifier"] as? [[String: String]]
            #expect(identifiers?.compactMap { $0["value"] } == ["Q1"])
        }
    }

    @Test func `what a search cannot do is refused, and what it does not know is said`() async throws {
        try await TestServer.run { server in
            _ = try await Self.fill(server)
            let cases: [([(String, String)], Int, String)] = [
                ([], 422, "search_too_wide"), ([("family", "王")], 422, "search_too_wide"),
                ([("gender", "other"), ("name", "王伟")], 422, "element_unsupported"),
                ([("identifier", "P1")], 422, "element_unsupported"),
                ([("birthdate", "ge1990")], 422, "element_unsupported"),
                ([("identifier", "urn:oid:1.2|")], 404, "authority_unknown"),
                ([("name", "王伟"), ("_page", "x")], 400, "cursor_malformed"), ([("_id", "x")], 400, "field_malformed"),
                ([("_id", "1"), ("gender", "male")], 422, "element_unsupported"),
                ([("active", "false"), ("name", "王伟")], 422, "element_unsupported"),
                ([("name", "王伟"), ("_format", "xml")], 406, "format_not_acceptable"),
            ]
            for (query, status, code) in cases {
                let answer = try await server.send(FHIRCaller.get("Patient", query))
                #expect(answer.status == status, "\(query)")
                try OutcomeDocument.check(answer, is: code)
            }
            let lenient = FHIRCaller.get("Patient", [("name", "王伟"), ("phonetic", "wang")])
            let answer = try await server.send(lenient)
            #expect(answer.status == 200 && answer.text.contains("parameter_ignored"))
            let strict = try await server.send(lenient.with { $0.tamper = { $0[.prefer] = "handling=strict" } })
            #expect(strict.status == 400)
            try OutcomeDocument.check(strict, is: "field_unknown", at: "phonetic")
            let unknown = try await server.send(FHIRCaller.get("Patient", [("_id", "99")]))
            #expect(try unknown.status == 200 && unknown.patients.isEmpty)
        }
    }

    @Test func `pages follow one another by links, with nothing personal where a form was sent`() async throws {
        try await TestServer.run { server in
            for person in 1...3 {
                let body = FHIRCaller.patient(person, as: "P\(person)", ["name": "[{\"text\": \"欧阳明\"}]"])
                #expect(try await server.send(FHIRCaller.update(body, as: "P\(person)")).status == 201)
            }
            let query = [("name", "欧阳明"), ("_count", "2")]
            for isForm in [false, true] {
                var request = isForm ? FHIRCaller.form(query) : FHIRCaller.get("Patient", query)
                let first = try await server.send(request)
                #expect(try first.patients.count == 2)
                let links = try first.object["link"] as? [[String: String]] ?? []
                let next = try #require(links.first { $0["relation"] == "next" }?["url"])
                let (path, rest) = try #require(
                    next.wholeMatch(of: /https?:\/\/[^\/]*([^?]*)\?(.*)/).map { ("\($0.1)", "\($0.2)") }
                )
                #expect(isForm != rest.contains("name="))
                request = isForm ? FHIRCaller.form(query, path: path) : SignedRequest(.get, path)
                request.query = rest
                let second = try await server.send(request)
                #expect(try second.patients.count == 1, "\(second.text)")
                #expect(try first.object["total"] == nil && !second.text.contains("\"next\""))
            }
        }
    }

    @Test func `a match is graded, and a stranger is nobody's`() async throws {
        try await TestServer.run { server in
            let id = try await Self.fill(server)
            let known = try await server.send(FHIRCaller.match(FHIRCaller.patient(1, as: "N1")))
            #expect(known.status == 200)
            let entry = try #require((try known.object["entry"] as? [[String: Any]])?.first)
            #expect((entry["resource"] as? [String: Any])?["id"] as? String == id)
            let search = try #require(entry["search"] as? [String: Any])
            let grade = (search["extension"] as? [[String: String]])?.first
            #expect(grade?["valueCode"] == "certain")
            #expect(grade?["url"] == "http://hl7.org/fhir/StructureDefinition/match-grade")
            #expect((search["score"] as? Double ?? 0) > 0.99)
            let fields = MadeUpRegistration.fields(1)
            let likely = """
                {"resourceType": "Parameters", "parameter": [{"name": "onlyCertainMatches", "valueBoolean": true},
                {"name": "resource", "resource": {"resourceType": "Patient", "name": [{"text": "\(fields.name)"}]}}]}
                """
            let none = try await server.send(FHIRCaller.match(likely))
            #expect(try none.status == 200 && none.object["total"] as? Int == 0)
            #expect(try await server.send(FHIRCaller.match(FHIRCaller.patient(9, as: "N9"))).patients.isEmpty)
            #expect(try await server.send(FHIRCaller.pix("N1")).status == 404)
        }
    }

    @Test func `a merged index answers with the patient who took its place`() async throws {
        try await TestServer.run { server in
            let id = try await Self.fill(server)
            let other = try #require(try await server.send(FHIRCaller.pix("P2")).crossReferences.first?.dropFirst(8))
            let (from, into) = (IndexNumber(trusted: Int64(other) ?? 0), IndexNumber(trusted: Int64(id) ?? 0))
            try await server.world.services.indexDesk.merge(
                from,
                into: into,
                by: server.world.act(.account(TestRegion.centre))
            )
            let read = try await server.send(FHIRCaller.get("Patient/\(other)"))
            #expect(read.status == 200)
            #expect(try read.object["active"] as? Bool == false && read.text.contains("\"Patient/\(id)\""))
            #expect(try await server.send(FHIRCaller.get("Patient", [("_id", "\(other)")])).patients.count == 2)
            let unknown = try await server.send(FHIRCaller.get("Patient/99"))
            #expect(unknown.status == 404)
            try OutcomeDocument.check(unknown, is: "index_unknown")
        }
    }

    @Test func `what the service does is open, and every refusal on the way is an OperationOutcome`() async throws {
        try await TestServer.run { server in
            let statement = try await server.send(.get, "/fhir/metadata")
            #expect(try statement.status == 200 && statement["fhirVersion"] == "4.0.1")
            let unsigned = try await server.send(.get, "/fhir/Patient?name=x")
            #expect(unsigned.status == 401)
            try OutcomeDocument.check(unsigned, is: "signature_missing")
            let created = try await server.send(.post, "/fhir/Patient", body: Array("{}".utf8))
            #expect(created.status == 405 && created.headers[.allow] == "DELETE, GET, PUT")
            try OutcomeDocument.check(created, is: "method_not_allowed")
            let nothing = try await server.send(.get, "/fhir/Observation")
            #expect(nothing.status == 404)
            try OutcomeDocument.check(nothing, is: "route_not_found")
            let secret = try await server.send(FHIRCaller.put(1, as: "P1").with { $0.secret = "another secret xx" })
            #expect(secret.status == 401)
            #expect(try secret.issue.diagnostics.hasPrefix("expected: "))
        }
    }
}

extension HTTPField.Name {
    static let prefer: Self = {
        guard let name = Self("Prefer") else { preconditionFailure("a header name is a token") }
        return name
    }()
}

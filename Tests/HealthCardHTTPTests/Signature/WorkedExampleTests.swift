import HTTPTypes
import HealthCardDomain
import TestSupport
import Testing

/// One signed request written out, its digest and signature computed by Python's `hashlib` and `hmac` over OpenSSL.
struct WorkedExampleTests {
    private static let path = "/api/v1/cards/\(String(repeating: "0", count: 64))/codes"
    private static let body = Array("{\"type\":\"static\"}".utf8)
    private static let parameters =
        "(\"@method\" \"@path\" \"@query\" \"content-digest\");created=1790040815;nonce=\"worked-example-0001\";"
        + "keyid=\"region\";alg=\"hmac-sm3\""
    private static let digest = "sm3=:nKjdNJ8Lfxl4NWGzbeV+Sf5mhnefQ7ZqdXtF4voAzjc=:"
    private static let signature = "ExKQZYJZu+n9U8Fxs3kgPYfSqaR9VcFs+KZ8nl4RBLo="
    private static let base = """
        "@method": POST
        "@path": \(path)
        "@query": ?
        "content-digest": \(digest)
        "@signature-params": \(parameters)
        """

    private func headers(label: String = "sig1", signature: String = signature) -> HTTPFields {
        [
            .contentType: "application/json", .digest: Self.digest, .input: "\(label)=\(Self.parameters)",
            .signed: "\(label)=:\(signature):",
        ]
    }

    @Test func `the worked example is accepted, under any label`() async throws {
        for label in ["sig1", "his", "*a-b.c_1"] {
            try await TestServer.run { server in
                let answer = try await server.send(.post, Self.path, headers: headers(label: label), body: Self.body)
                #expect(try answer.problem == "card_not_found", "the signature of \(label) was not accepted")
            }
        }
    }

    @Test func `a sandbox shows the very text that had to be signed, production shows nothing`() async throws {
        let wrong = "A" + Self.signature.dropFirst()
        try await TestServer.run { server in
            let answer = try await server.send(.post, Self.path, headers: headers(signature: wrong), body: Self.body)
            #expect(answer.status == 401)
            #expect(try answer.problem == "signature_wrong")
            #expect(try answer["expected"] == Self.base)
        }
        try await TestServer.run(isSandbox: false) { server in
            let answer = try await server.send(.post, Self.path, headers: headers(signature: wrong), body: Self.body)
            #expect(try answer.problem == "signature_wrong")
            #expect(try answer["expected"] == nil)
        }
    }

    @Test func `a wrong signature is in the audit log, and its nonce is not used up`() async throws {
        try await TestServer.run { server in
            let wrong = "A" + Self.signature.dropFirst()
            _ = try await server.send(.post, Self.path, headers: headers(signature: wrong), body: Self.body)
            let entry = try #require(try await server.world.audit().last)
            #expect(entry.outcome == "signature_wrong" && entry.operation == .codeGenerate)
            let answer = try await server.send(.post, Self.path, headers: headers(), body: Self.body)
            #expect(try answer.problem == "card_not_found")
        }
    }
}

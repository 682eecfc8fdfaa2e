import Foundation
import HTTPTypes
import HealthCardDomain
import HealthCardServices
import SMCrypto
import TestSupport
import Testing

/// Answers prove the platform to the caller and are bound to the request they answer (`D10`).
struct AnswerSignatureTests {
    private static let secret = TestRegion.secret(of: TestRegion.app.id)

    /// Sends a request and gives the answer with its proof.
    private static func proof(_ server: TestServer, _ request: SignedRequest) async throws -> AnswerProof {
        let headers = try request.headers(at: server.world.clock.now)
        let answer = try await server.send(request.method, request.address, headers: headers, body: request.body)
        return try AnswerProof(answer, to: headers)
    }

    @Test func `every route answers a shared secret under that secret`() async throws {
        try await TestServer.run { server in
            let card = try await server.register()
            let code = try await server.code(card)
            for (request, status) in [
                (server.registration(2), 201), (server.registration(1), 200),
                (SignedRequest(.get, "/api/v1/cards/\(card)"), 200), (server.codeRequest(card), 200),
                (server.scan(code), 200), (server.looks(card), 200),
            ] {
                let proof = try await Self.proof(server, request)
                #expect(proof.answer.status == status && proof.keyID == "region")
                #expect(proof.isValid(under: Self.secret), "\(request.path)")
                #expect(proof.created == Int(server.world.clock.now.timeIntervalSince1970))
            }
        }
    }

    @Test func `every route answers an SM2 caller under the key of the platform`() async throws {
        try await TestServer.run { server in
            let key = try server.world.keys.signing()
            #expect(key.id == "answer-519900-1")
            let card = try await server.register()
            let code = try await server.code(card)
            for request in [server.registration(2), server.codeRequest(card), server.scan(code), server.looks(card)] {
                let proof = try await Self.proof(server, request.with { $0.algorithm = "sm2-sm3" })
                #expect(proof.answer.status < 300 && proof.keyID == key.id)
                #expect(try proof.isValid(under: key.key.publicKey), "\(request.path)")
                #expect(try !proof.isValid(under: TestRegion.signingKey(of: TestRegion.app.id).publicKey))
            }
        }
    }

    @Test func `refusals after the proof are signed`() async throws {
        try await TestServer.run { server in
            let request = server.registration(1, ["name": "\"\""])
            let proof = try await Self.proof(server, request)
            #expect(try proof.answer.problem == "name_empty")
            #expect(proof.isValid(under: Self.secret))
            #expect(proof.answer.headers[.requestID] == (try proof.answer["request_id"]))
            let right = server.registration(2)
            _ = try await Self.proof(server, right)
            let replayed = try await Self.proof(server, right)
            #expect(try replayed.answer.problem == "nonce_replayed")
            #expect(replayed.isValid(under: Self.secret))
            let foreign = try await Self.proof(server, server.scan("x").with { $0.contentType = "text/plain" })
            #expect(foreign.answer.status == 415 && foreign.isValid(under: Self.secret))
        }
    }

    @Test func `a missing key service is answered under a signature that covers Retry-After`() async throws {
        try await TestServer.run { server in
            let card = try await server.register()
            server.world.keys.isServiceGone = true
            for algorithm in ["hmac-sm3", "sm2-sm3"] {
                let proof = try await Self.proof(server, server.codeRequest(card).with { $0.algorithm = algorithm })
                #expect(proof.answer.status == 503 && proof.answer.headers[.retryAfter] == "5")
                #expect(
                    try algorithm == "hmac-sm3"
                        ? proof.isValid(under: Self.secret)
                        : proof.isValid(under: server.world.keys.signing().key.publicKey)
                )
            }
        }
    }

    @Test func `a fault behind the proof is signed`() async throws {
        try await TestServer.runOnFile { server in
            let card = try await server.register()
            try await server.world.close()
            let proof = try await Self.proof(server, SignedRequest(.get, "/api/v1/cards/\(card)"))
            #expect(proof.answer.status == 500 || proof.answer.status == 503)
            #expect(proof.isValid(under: Self.secret))
        }
    }

    @Test func `what is not proved gets no signature`() async throws {
        try await TestServer.run { server in
            let right = server.registration()
            for request in [
                right.with { $0.secret = "another-secret-1" }, right.with { $0.tamper = { $0[.signed] = nil } },
                right.with { $0.clockError = 999 }, right.with { $0.app = AppID(trusted: "nobody") },
                right.with { $0.path = "/api/v1/nothing" },
                right.with { $0.tamper = { $0[.digest] = "sm3=:\(Data(SM3.hash([])).base64EncodedString()):" } },
            ] {
                let answer = try await server.send(request)
                #expect(answer.status >= 400)
                for name in [HTTPField.Name.signed, .input, .digest] { #expect(answer.headers[name] == nil) }
            }
        }
    }

    @Test func `an answer proves nothing for another request`() async throws {
        try await TestServer.run { server in
            let card = try await server.register()
            let request = SignedRequest(.get, "/api/v1/cards/\(card)")
            let other = try request.with { $0.nonce = "another-nonce-01" }.headers(at: server.world.clock.now)
            let proof = try await Self.proof(server, request)
            #expect(proof.isValid(under: Self.secret))
            #expect(try !AnswerProof(proof.answer, to: other).isValid(under: Self.secret))
        }
    }

    @Test func `while a secret rotates, each caller is answered under its own`() async throws {
        try await TestServer.run { server in
            let app = TestRegion.app
            try await server.world.storage.write { store in
                try store.access.save(
                    app,
                    credentials: [.secret(Sensitive("the-new-secret-1")), .secret(Sensitive("the-old-secret-1"))]
                )
            }
            for secret in ["the-new-secret-1", "the-old-secret-1"] {
                let proof = try await Self.proof(server, server.registration().with { $0.secret = secret })
                #expect(proof.answer.status < 300 && proof.isValid(under: secret))
            }
        }
    }

    @Test func `an SM2 caller that could not be answered under a signature is refused before anything happens`()
        async throws
    {
        try await TestServer.run { server in
            server.world.keys.hasAnswerKey = false
            let before = try await server.world.audit().count
            let answer = try await server.send(server.registration().with { $0.algorithm = "sm2-sm3" })
            #expect(try answer.problem == "hsm_unavailable")
            #expect(answer.headers[.signed] == nil)
            #expect(try await server.world.audit().count == before)
            #expect(try await server.send(server.registration()).status == 201)
        }
    }
}

import Foundation
import HTTPTypes
import HealthCardDomain
import HealthCardServices
import SMCrypto
import TestSupport
import Testing

struct SignatureTests {
    @Test(arguments: ["hmac-sm3", "sm2-sm3"])
    func `both algorithms sign a request with body, key and query`(algorithm: String) async throws {
        try await TestServer.run { server in
            let answer = try await server.send(server.registration().with { $0.algorithm = algorithm })
            #expect(answer.status == 201)
            let card = try #require(try answer["card_id"])
            let looks = try await server.send(server.looks(card, "limit=5").with { $0.algorithm = algorithm })
            #expect(looks.status == 200)
        }
    }

    @Test func `more components may be covered, in any order`() async throws {
        try await TestServer.run { server in
            let card = try await server.register()
            let request = SignedRequest(.get, "/api/v1/cards/\(card)").with {
                $0.components = ["@authority", "@query", "@path", "@method"]
            }
            #expect(try await server.send(request).status == 200)
        }
    }

    @Test func `each second credential of an app works while it rotates`() async throws {
        try await TestServer.run { server in
            let app = TestRegion.app
            try await server.world.storage.write { store in
                try store.access.save(
                    app,
                    credentials: [.secret(Sensitive("the-new-secret-1")), .secret(Sensitive("the-old-secret-1"))]
                )
            }
            for secret in ["the-new-secret-1", "the-old-secret-1"] {
                let answer = try await server.send(server.registration().with { $0.secret = secret })
                #expect(answer.status < 300)
            }
            let answer = try await server.send(server.registration().with { $0.secret = "another-secret-1" })
            #expect(try answer.problem == "signature_wrong")
        }
    }

    @Test(arguments: [
        ("@path", "signature_component_missing"), ("@method", "signature_component_missing"),
        ("@query", "signature_component_missing"), ("content-digest", "signature_component_missing"),
        ("idempotency-key", "signature_component_missing"),
    ])
    func `no compulsory component may be left out`(component: String, problem: String) async throws {
        try await TestServer.run { server in
            let all = ["@method", "@path", "@query", "content-digest", "idempotency-key"]
            let answer = try await server.send(
                server.registration().with { $0.components = all.filter { $0 != component } }
            )
            #expect(answer.status == 400)
            #expect(try answer.problem == problem)
        }
    }

    /// Each change to a request after it was signed.
    enum Change: String, CaseIterable, Sendable {
        case path, query, method, body, digest, key, parameter, label, signature, short, empty, sm2Garbage
    }

    @Test(arguments: Change.allCases)
    func `a request that was changed after signing is refused`(change: Change) async throws {
        try await TestServer.run { server in
            let card = try await server.register()
            let request = server.registration(2)
            var headers = try request.headers(at: server.world.clock.now)
            var (method, address, body) = (HTTPRequest.Method.post, request.address, request.body)
            var expected = "signature_wrong"
            switch change {
            case .path: address = "/api/v1/scans"
            case .query: address += "?a=b"
            case .method:
                (method, address, body) = (.get, "/api/v1/cards/\(card)", [])
            case .body:
                body = Array(server.application(3).utf8)
                expected = "digest_wrong"
            case .digest:
                body = Array(server.application(3).utf8)
                headers[.digest] = "sm3=:\(Data(SM3.hash(body)).base64EncodedString()):"
            case .key: headers[.key] = "another-key-1"
            case .parameter: headers[.input] = headers[.input]?.replacing("nonce=\"", with: "nonce=\"0")
            case .label:
                headers[.input] = headers[.input]?.replacing("sig1=", with: "sig2=")
                expected = "signature_malformed"
            case .signature: headers[.signed] = "sig1=:\(Data(repeating: 7, count: 32).base64EncodedString()):"
            case .short: headers[.signed] = "sig1=:\(Data(repeating: 7, count: 4).base64EncodedString()):"
            case .empty: headers[.signed] = "sig1=::"
            case .sm2Garbage:
                headers[.input] = headers[.input]?.replacing("hmac-sm3", with: "sm2-sm3")
                headers[.signed] = "sig1=:\(Data(repeating: 0, count: 64).base64EncodedString()):"
            }
            let answer = try await server.send(method, address, headers: headers, body: body)
            #expect(answer.status == (expected == "signature_malformed" ? 400 : 401))
            #expect(try answer.problem == expected)
        }
    }

    @Test(arguments: [
        ("keyid=\"region\"", "x=\"region\"", "keyid"), ("keyid=\"region\"", "", "signature-input"),
        ("keyid=\"region\"", "keyid=region", "keyid"),
        ("nonce=\"", "nonce=\"\\u", "signature-input"), ("nonce=\"", "nonce=\"!", "nonce"),
        ("nonce=\"", "x=\"", "nonce"), ("created=", "created=\"1\";x=", "created"), ("created=", "x=", "created"),
        ("(\"@method\"", "(\"@method\" \"@method\"", "signature-input"),
        ("(\"@method\"", "(\"@status\" \"@method\"", "signature-input"),
        ("(\"@method\"", "(\"X-Absent\" \"@method\"", "signature-input"),
        ("(\"@method\"", "(\"x-absent\" \"@method\"", "x-absent"), ("(\"@method\"", "(method", "signature-input"),
        ("\"@method\" ", "\"@method\";req ", "signature-input"), ("sig1=(", "sig1=((", "signature-input"),
        ("sig1=", "sig1=a, sig2=", "signature-input"), ("sig1=", "", "signature-input"),
    ])
    func `a malformed signature header is refused and its part named`(
        part: String,
        replacement: String,
        field: String
    ) async throws {
        try await TestServer.run { server in
            let answer = try await server.send(
                server.registration().with {
                    $0.tamper = { $0[.input] = $0[.input]?.replacing(part, with: replacement) }
                }
            )
            #expect(answer.status == 400)
            #expect(try answer.problem == "signature_malformed")
            #expect(try answer["field"] == field)
        }
    }

    @Test(arguments: [-301, -300, 0, 300, 301, 86_400])
    func `a clock may be off by 300 seconds`(seconds: Int) async throws {
        try await TestServer.run { server in
            let answer = try await server.send(server.registration().with { $0.clockError = seconds })
            let isInside = abs(Double(seconds) - 0.123) <= 300
            #expect(try answer.problem == (isInside ? nil : "timestamp_outside_window"))
        }
    }

    @Test func `a nonce counts once for each app, whatever it was used for`() async throws {
        try await TestServer.run { server in
            let nonce = "the-same-nonce-1"
            let first = server.registration().with { $0.nonce = nonce }
            #expect(try await server.send(first).status == 201)
            let replayed = try await server.send(first)
            #expect(replayed.status == 401)
            #expect(try replayed.problem == "nonce_replayed")
            let other = try await server.send(server.registration(2).with { $0.nonce = nonce })
            #expect(try other.problem == "nonce_replayed")
            let bank = server.registration(3).with { ($0.nonce, $0.app) = (nonce, TestRegion.bankApp.id) }
            #expect(try await server.send(bank).status == 201)
        }
    }

    @Test(arguments: [15, 16, 64, 65])
    func `a nonce has 16 to 64 characters`(length: Int) async throws {
        try await TestServer.run { server in
            let answer = try await server.send(
                server.registration().with { $0.nonce = String(repeating: "n", count: length) }
            )
            #expect(try answer.problem == ((16...64).contains(length) ? nil : "signature_malformed"))
        }
    }

    @Test func `other digests may stand beside sm3, and one of them alone is not enough`() async throws {
        try await TestServer.run { server in
            let beside = server.registration()
            var headers = try beside.headers(at: server.world.clock.now)
            let sm3 = try #require(headers[.digest])
            headers[.digest] = "sha-256=:AAAA:, \(sm3)"
            let wrong = try await server.send(.post, beside.address, headers: headers, body: beside.body)
            #expect(try wrong.problem == "signature_wrong", "the digest header is covered as it is")
            for digest in ["sha-256=:AAAA:", "sm3=AAAA", "sm3=:AAAA", "sm3", ""] {
                let answer = try await server.send(
                    server.registration().with { $0.tamper = { $0[.digest] = digest } }
                )
                #expect(try answer.problem == "digest_missing", "\(digest)")
            }
        }
    }

    @Test(arguments: [(-1, "timestamp_outside_window"), (0, nil), (1, nil), (100_000, nil)])
    func `a signature counts until it expires`(seconds: Int, problem: String?) async throws {
        try await TestServer.run { server in
            let end = Int(server.world.clock.now.timeIntervalSince1970.rounded(.up)) + seconds
            let request = server.registration().with { $0.expires = "\(end)" }
            let answer = try await server.send(request)
            #expect(try answer.problem == problem)
            server.world.clock.advance(by: Double(seconds) + 2)
            let late = try await server.send(request.with { $0.nonce += "a" })
            #expect(try late.problem == "timestamp_outside_window")
        }
    }

    @Test(arguments: ["\"1\"", "1.5", "soon", "?1"])
    func `an end that is no number of seconds is malformed`(expires: String) async throws {
        try await TestServer.run { server in
            let answer = try await server.send(server.registration().with { $0.expires = expires })
            #expect(try answer.problem == "signature_malformed")
            #expect(try answer["field"] == "expires")
        }
    }

    @Test func `a signature has one text only`() async throws {
        try await TestServer.run { server in
            let request = server.registration()
            let headers = try request.headers(at: server.world.clock.now)
            let signature = try #require(headers[.signed])
            // The last digit of 32 bytes in base64 carries two bits that no byte needs.
            let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
            let place = signature.index(signature.endIndex, offsetBy: -3)
            let value = try #require(digits.firstIndex(of: signature[place]))
            var stray = signature
            stray.replaceSubrange(place...place, with: [digits[value + 1]])
            for text in [stray, signature + ";a", signature.replacing("=:", with: ":")] where text != signature {
                var changed = headers
                changed[.signed] = text
                let answer = try await server.send(.post, request.address, headers: changed, body: request.body)
                #expect(try answer.problem == "signature_malformed", "\(text)")
            }
        }
    }
}

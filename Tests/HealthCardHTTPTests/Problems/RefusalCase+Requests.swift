import HTTPTypes
import HealthCardDomain
import TestSupport

extension RefusalCase {
    static let requests: [RefusalCase] = [
        RefusalCase("no JSON", .bodyMalformed, 400) { try await $0.send(body("{")) },
        RefusalCase("an array", .bodyMalformed, 400) { try await $0.send(body("[]")) },
        RefusalCase("no body", .contentTypeUnsupported, 415) {
            try await $0.send(SignedRequest(.post, "/api/v1/scans"))
        },
        RefusalCase("more than 1 MiB", .bodyTooLarge, 413) {
            try await $0.send(body("{\"a\":\"\(String(repeating: "x", count: 1 << 20))\"}"))
        },
        RefusalCase("33 levels", .bodyTooDeep, 400) {
            try await $0.send(
                body("{\"a\":" + String(repeating: "[", count: 32) + String(repeating: "]", count: 32) + "}")
            )
        },
        RefusalCase("a key twice", .bodyDuplicateKey, 400, field: "code") {
            try await $0.send(body("{\"code\":\"a\",\"code\":\"b\"}"))
        },
        RefusalCase("text/plain", .contentTypeUnsupported, 415, field: "content-type") {
            try await $0.send($0.scan("x").with { $0.contentType = "text/plain" })
        },
        RefusalCase("no content type", .contentTypeUnsupported, 415, field: "content-type") {
            try await $0.send($0.scan("x").with { $0.contentType = nil })
        },
        RefusalCase("no step", .fieldMissing, 400, field: "step") { try await $0.send($0.scan("x", ["step": nil])) },
        RefusalCase("a number as code", .fieldMalformed, 400, field: "code") {
            try await $0.send($0.scan("x", ["code": "1"]))
        },
        RefusalCase("an unknown member", .fieldUnknown, 400, field: "extra") {
            try await $0.send($0.scan("x", ["extra": "1"]))
        },
        RefusalCase("an unknown member inside", .fieldUnknown, 400, field: "proofing.extra") {
            try await $0.send($0.registration(1, ["proofing": "{\"extra\": 1}"]))
        },
        RefusalCase("another type of code", .fieldMalformed, 400, field: "type") {
            try await $0.send($0.codeRequest(absent, type: "2"))
        },
        RefusalCase("another format", .fieldMalformed, 400, field: "format") {
            try await $0.send($0.codeRequest(absent, format: "gif"))
        },
        RefusalCase("limit 0", .fieldMalformed, 400, field: "limit") { try await $0.send($0.looks(absent, "limit=0")) },
        RefusalCase("limit 101", .fieldMalformed, 400, field: "limit") {
            try await $0.send($0.looks(absent, "limit=101"))
        },
        RefusalCase("limit twice", .fieldMalformed, 400, field: "limit") {
            try await $0.send($0.looks(absent, "limit=5&limit=6"))
        },
        RefusalCase("another query field", .fieldUnknown, 400, field: "page") {
            try await $0.send($0.looks(absent, "page=1"))
        },
        RefusalCase("a cursor of our own making", .cursorMalformed, 400, field: "cursor") {
            try await $0.send($0.looks(absent, "cursor=abc"))
        },
        RefusalCase("a card id of 63 digits", .cardIDMalformed, 422, field: "card_id") {
            try await $0.send(SignedRequest(.get, "/api/v1/cards/\(absent.dropLast())"))
        },
        RefusalCase("nothing there", .routeNotFound, 404) { try await $0.send(.get, "/api/v2/cards") },
        RefusalCase("an unknown problem", .routeNotFound, 404) { try await $0.send(.get, "/problems/nothing") },
        RefusalCase("another method", .methodNotAllowed, 405) { try await $0.send(.delete, "/api/v1/cards") },
        RefusalCase("no idempotency key", .idempotencyKeyMissing, 400, field: "idempotency-key") {
            try await $0.send($0.registration().with { $0.idempotencyKey = nil })
        },
        RefusalCase("a short idempotency key", .idempotencyKeyMalformed, 400, field: "idempotency-key") {
            try await $0.send($0.registration().with { $0.idempotencyKey = "1234567" })
        },
        RefusalCase("an idempotency key used twice", .idempotencyKeyReused, 422, field: "idempotency-key") { server in
            let key = "key-of-this-test"
            _ = try await server.send(server.registration(1).with { $0.idempotencyKey = key })
            return try await server.send(server.registration(2).with { $0.idempotencyKey = key })
        },
        RefusalCase("a closed database", .fault, 500, closesDatabase: true) { server in
            try await server.world.close()
            return try await server.send(server.registration())
        },
        RefusalCase("not ready", .databaseUnavailable, 503, closesDatabase: true) { server in
            try await server.world.close()
            return try await server.send(.get, "/health/ready")
        },
    ]

    static let signatures: [RefusalCase] = [
        RefusalCase("no signature", .signatureMissing, 401, field: "signature") {
            try await $0.send($0.registration().with { $0.tamper = { $0[.signed] = nil } })
        },
        RefusalCase("no signature input", .signatureMissing, 401, field: "signature") {
            try await $0.send($0.registration().with { $0.tamper = { $0[.input] = nil } })
        },
        RefusalCase("a signature without a label", .signatureMalformed, 400, field: "signature") {
            try await $0.send($0.registration().with { $0.tamper = { $0[.signed] = "abc" } })
        },
        RefusalCase("no path covered", .signatureComponentMissing, 400, field: "signature-input") {
            try await $0.send($0.looks(absent).with { $0.components = ["@method", "@query"] })
        },
        RefusalCase("another algorithm", .signatureAlgorithmUnknown, 400, field: "signature-input") {
            try await $0.send($0.registration().with { $0.algorithm = "hmac-sha256" })
        },
        RefusalCase("another secret", .signatureWrong, 401, field: "signature") {
            try await $0.send($0.registration().with { $0.secret = "not-the-secret-1" })
        },
        RefusalCase("no digest", .digestMissing, 400, field: "content-digest") {
            try await $0.send($0.registration().with { $0.tamper = { $0[.digest] = "sha-256=:AAAA:" } })
        },
        RefusalCase("another digest", .digestWrong, 401, field: "content-digest") {
            try await $0.send(
                $0.registration().with { $0.tamper = { $0[.digest] = "sm3=:\(String(repeating: "A", count: 43))=:" } }
            )
        },
        RefusalCase("an old request", .timestampOutsideWindow, 401, field: "created") {
            try await $0.send($0.registration().with { $0.clockError = -400 })
        },
        RefusalCase("a request twice", .nonceReplayed, 401, field: "nonce") { server in
            let request = server.registration()
            _ = try await server.send(request)
            return try await server.send(request)
        },
        RefusalCase("an unknown app", .callerUnknown, 401, field: "keyid") {
            try await $0.send($0.registration().with { $0.app = AppID(trusted: "nobody") })
        },
        RefusalCase("a frozen app", .callerNotAuthorised, 403, field: "keyid") {
            try await $0.send($0.registration().with { $0.app = TestRegion.frozenApp.id })
        },
        RefusalCase("an app without the operation", .operationNotAllowed, 403) { server in
            let card = try await server.register()
            let code = try await server.code(card)
            return try await server.send(server.scan(code).with { $0.app = TestRegion.bankApp.id })
        },
    ]

    /// A card id that nobody has.
    static let absent = String(repeating: "A", count: 64)

    private static func body(_ text: String) -> SignedRequest { SignedRequest(.post, "/api/v1/scans", json: text) }
}

import Foundation
import HTTPTypes
import HealthCardDomain
import TestSupport
import Testing

struct DialectRefusalTests {
    private static let absent = "{\"ehealth_card_id\":\"\(RefusalCase.absent)\"}"

    /// Checks a refused answer: the field's code, our problem, words in both languages, and nothing inside.
    private func check(
        _ envelope: [String: String],
        _ profile: DialectCaller.Profile,
        _ problem: ProblemCode,
        at location: SourceLocation = #_sourceLocation
    ) {
        #expect(envelope["code"] == profile.failure, sourceLocation: location)
        #expect(envelope["problem"] == problem.rawValue, sourceLocation: location)
        #expect(envelope["biz_content"] == "", sourceLocation: location)
        let message = envelope["message"] ?? ""
        #expect(message.contains(problem.text.titleChinese), sourceLocation: location)
        #expect(message.contains(problem.text.remedyEnglish), sourceLocation: location)
        #expect(envelope["request_id"]?.isEmpty == false, sourceLocation: location)
    }

    @Test(arguments: DialectCaller.Profile.all)
    func `an envelope that is not in order is refused with its own problem`(profile: DialectCaller.Profile) async throws
    {
        try await TestServer.run { server in
            let caller = DialectCaller(server: server, profile: profile)
            let query = "ehc.ehealthcode.query"
            let changes: [(ProblemCode, (inout [String: String]) -> Void)] = [
                (.dialectContentUnreadable, { $0["digest"] = String(repeating: "0", count: 64) }),
                (.dialectContentUnreadable, { $0["digest"] = "" }),
                (.dialectContentUnreadable, { $0["biz_content"] = "00" }),
                (.dialectContentUnreadable, { $0["biz_content"] = "" }),
                (.dialectContentUnreadable, { $0["biz_content"] = "zz" }),
                (.dialectContentUnreadable, { $0["version"] = "X.M.0.2" }),
                (.dialectContentUnreadable, { $0["term_id"] = "T-2" }),
                (.dialectContentUnreadable, { $0["digest_type"] = "MD5" }),
                (.dialectContentUnreadable, { $0["enc_type"] = "AES" }),
                (.dialectContentUnreadable, { $0["method"] = "ehc.ehealthcard.close" }),
                (.callerUnknown, { $0["app_id"] = "nobody" }),
                (.dialectEnvelopeMalformed, { $0["app_id"] = "机构" }),
            ]
            for (problem, change) in changes {
                check(try await caller.call(query, Self.absent, tamper: change).envelope, profile, problem)
            }
            for name in [
                "method", "app_id", "version", "timestamp", "digest", "digest_type", "enc_type", "biz_content",
            ] {
                let answer = try await caller.call(query, Self.absent) { $0[name] = nil }
                check(answer.envelope, profile, .dialectEnvelopeMalformed)
                #expect(answer.envelope["message"]?.contains("[\(name)]") == true)
            }
        }
    }

    @Test(arguments: DialectCaller.Profile.all)
    func `an unknown method, another secret and a stale timestamp are told apart`(
        profile: DialectCaller.Profile
    ) async throws {
        try await TestServer.run { server in
            var caller = DialectCaller(server: server, profile: profile)
            check(try await caller.call("ehc.ehealthcard.destroy", "{}").envelope, profile, .dialectMethodUnknown)
            check(try await caller.call("", "{}").envelope, profile, .dialectMethodUnknown)
            for (error, problem) in [
                (-300_001, ProblemCode.timestampOutsideWindow), (300_001, .timestampOutsideWindow),
                (-300_000, .cardNotFound), (300_000, .cardNotFound),
            ] {
                caller.clockError = error
                check(try await caller.call("ehc.ehealthcode.query", Self.absent).envelope, profile, problem)
            }
            caller.clockError = 0
            caller.secret = "not-the-secret-1"
            check(
                try await caller.call("ehc.ehealthcode.query", Self.absent).envelope,
                profile,
                .dialectContentUnreadable
            )
        }
    }

    @Test(arguments: DialectCaller.Profile.all)
    func `the services refuse in the dialect as they do natively, and audit it`(
        profile: DialectCaller.Profile
    ) async throws {
        try await TestServer.run { server in
            let card = try await server.register()
            var caller = DialectCaller(server: server, profile: profile)
            let verify = "\"medstepcode\":\"010101\",\"terminalcode\":\"T-1\""
            let row = "\"medstepcode\":\"010105\",\"terminalcode\":\"T-1\""
            for (method, content, problem) in [
                ("ehealthcode.query", "{\"ehealth_card_id\":\"xyz\"}", ProblemCode.cardIDMalformed),
                ("ehealthcode.query", "{}", .fieldMissing),
                ("ehealthcode.query", "[]", .bodyMalformed),
                ("ehealthcode.query", "{\"a\":1,\"a\":2}", .bodyDuplicateKey),
                (
                    "ehealthcode.query", "{\"id_type\":\"01\",\"id_no\":\"\(MadeUpResident.number(2))\"}",
                    .personNotFound
                ),
                ("ehealthcode.generate", "{\"ehealth_card_id\":\"\(card)\",\"ewmbs\":\"7\"}", .fieldMalformed),
                ("ehealthcode.verify", "{\"ehealth_code\":\"x\",\(verify)}", .codeMalformed),
                (
                    "ehealthcode.verify",
                    "{\"ehealth_code\":\"\(card):0:\(String(repeating: "0", count: 32)):R0001\",\(verify)}",
                    .codeNotGenuine
                ),
                (
                    "ehealthcode.verify", "{\"ehealth_code\":\"x\",\"medstepcode\":\"9\",\"terminalcode\":\"T-1\"}",
                    .stepUnknown
                ),
                ("ehealthcode.usecarddate", "{}", .fieldMalformed),
                ("ehealthcode.usecarddate", "[]", .useBatchSize),
                (
                    "ehealthcode.usecarddate",
                    "[{\"ehealth_card_id\":\"\(card)\",\(row),\"usetime\":\"20260921091500\"}]", .useNotToday
                ),
                (
                    "ehealthcode.usecarddate",
                    "[{\"ehealth_card_id\":\"\(card)\",\(row),\"usetime\":\"20260922246000\"}]", .fieldMalformed
                ),
                ("ehealthcard.close", "{\"ehealth_card_id\":\"\(card)\"}", .fieldMissing),
                (
                    "ehealthcard.close", "{\"revoke_no\":\"1 2\",\"ehealth_card_id\":\"\(card)\"}",
                    .idempotencyKeyMalformed
                ),
                (
                    "ehealthcard.modify", "{\"alter_no\":\"1\",\"ehealth_card_id\":\"\(card)\",\"cellphone\":\"1\"}",
                    .phoneMalformed
                ),
                ("ehealthcard.register", "{\"register_no\":\"1\",\"id_type\":\"88\"}", .idTypeUnknown),
            ] {
                check(try await caller.call("ehc.\(method)", content).envelope, profile, problem)
                #expect(try await server.world.audit().last?.outcome == problem.rawValue, "\(method)")
            }
            caller.app = TestRegion.idleApp.id
            check(
                try await caller.call("ehc.ehealthcode.query", "{\"ehealth_card_id\":\"\(card)\"}").envelope,
                profile,
                .operationNotAllowed
            )
            caller.app = TestRegion.frozenApp.id
            check(
                try await caller.call("ehc.ehealthcode.query", "{\"ehealth_card_id\":\"\(card)\"}").envelope,
                profile,
                .callerNotAuthorised
            )
        }
    }

    @Test func `bytes that are no envelope are refused in the envelope's form`() async throws {
        try await TestServer.run { server in
            for body in ["{", "[]", "", "{}", "null", "{\"method\":1}", String(repeating: "[", count: 50_000)] {
                let answer = try await server.send(.post, "/gateway/national", body: Array(body.utf8))
                #expect(answer.status == 200)
                #expect(try answer["code"] == "00" && answer["problem"]?.isEmpty == false)
            }
            let large = try await server.send(
                .post,
                "/gateway/national",
                body: Array(repeating: 0x20, count: 1 << 20 + 1)
            )
            #expect(large.status == 413)
            try ProblemDocument.check(large, is: "body_too_large")
        }
    }
}
